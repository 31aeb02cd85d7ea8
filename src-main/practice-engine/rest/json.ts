import { el, type XmlElement } from './xml.ts';

/** A control character makes the real engine's converter fail, and the call with it [69*]. */
export class JsonConversionError extends Error {}

/** The element as the engine's converter writes it: lossy on purpose, see mirth-api section 2. */
export function toJson(element: XmlElement): string {
  return `{${member(element.name, jsonOf(element))}}`;
}

const member = (name: string, json: string) => `${JSON.stringify(name)}:${json}`;

function jsonOf(element: XmlElement): string {
  const { attributes, content } = element;
  const own = attributes.map(([name, value]) => member(`@${name}`, primitive(value)));
  if (content === null || typeof content === 'string') {
    const text = primitive(content ?? '');
    if (own.length === 0) return text;
    return `{${[...own, ...(content ? [member('$', text)] : [])].join(',')}}`;
  }
  if (content.length === 0 && own.length === 0) return 'null';
  return `{${[...own, ...groups(content).map(([name, values]) => member(name, values.length === 1 ? (values[0] ?? '') : `[${values.join(',')}]`))].join(',')}}`;
}

/** Neighbours of one name become an array. */
function groups(children: readonly XmlElement[]): [name: string, values: string[]][] {
  const result: [string, string[]][] = [];
  for (const child of children) {
    const last = result.at(-1);
    if (last?.[0] === child.name) last[1].push(jsonOf(child));
    else result.push([child.name, [jsonOf(child)]]);
  }
  return result;
}

function primitive(text: string): string {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) throw new JsonConversionError('control character');
  if (text === '') return 'null';
  if (text === 'true' || text === 'false' || text === 'null') return text;
  if (/^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(text)) return text === '-0' ? '0' : text.replace(/e(?=\d)/i, 'E+');
  return JSON.stringify(text);
}

/**
 * A posted JSON body as elements.
 * @returns null when it is no JSON, or no object with exactly one member
 */
export function fromJson(text: string): XmlElement | null {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
    const members = elementsOf(body as Record<string, unknown>);
    return members.length === 1 ? (members[0] ?? null) : null;
  } catch {
    return null;
  }
}

function elementsOf(object: Record<string, unknown>): XmlElement[] {
  return Object.entries(object)
    .filter(([name]) => !name.startsWith('@'))
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((item: unknown) => elementOf(name, item)));
}

function elementOf(name: string, value: unknown): XmlElement {
  if (value === null || value === undefined) return el(name);
  // Posted JSON turns carriage returns into line feeds, as the real engine's converter does.
  if (typeof value !== 'object') return el(name, String(value).replaceAll('\r', '\n'));
  return el(name, elementsOf(value as Record<string, unknown>));
}
