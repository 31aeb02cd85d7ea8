import type { XmlElement } from '../../../src-shared/formats/xml/xml-element.ts';

/** Small readings of XStream's XML (mirth-api §2). A missing element is null, as in the engine. */

export function integerAt(element: XmlElement, path: string): number | null {
  return toInteger(element.textAt(path));
}

export function booleanAt(element: XmlElement, path: string): boolean {
  return element.textAt(path)?.trim() === 'true';
}

/** `<x><time>ms</time><timezone/></x>`: only `time` counts, ms UTC. */
export function timeAt(element: XmlElement, path: string): number | null {
  return toInteger(element.textAt(`${path}/time`));
}

/** Key and value elements of every `<entry>`; the value is null where the engine wrote none. */
export function entriesOf(map: XmlElement | null): { key: string; value: XmlElement | null }[] {
  return (map?.all('entry') ?? []).map((entry) => ({
    key: entry.children[0]?.text() ?? '',
    value: entry.children[1] ?? null,
  }));
}

export function toInteger(text: string | null | undefined): number | null {
  if (text === null || text === undefined || !/^\s*-?\d+(\.0+)?\s*$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

export function toNumber(text: string | null): number | null {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}
