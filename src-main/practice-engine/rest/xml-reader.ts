import { el, type XmlElement } from './xml.ts';

const tag = /<(\/?)([A-Za-z_][\w.-]*)([^>]*?)(\/?)>/y;
const maxDepth = 40;

/**
 * Reads a posted body: elements, attributes, text and references of any code, also those that XML 1.0 forbids.
 * @returns null when it is not well formed, holds a DTD, CDATA or comment, or is deeper than 40 elements
 */
export function readXml(text: string): XmlElement | null {
  const source = text.replace(/^\s*<\?xml[^>]*\?>/, '').trim();
  const stack: OpenElement[] = [];
  let at = 0;
  while (at < source.length) {
    if (source[at] !== '<') {
      const next = source.indexOf('<', at);
      const top = stack.at(-1);
      if (next < 0 || top === undefined) return null;
      top.text += source.slice(at, next);
      at = next;
      continue;
    }
    tag.lastIndex = at;
    const match = tag.exec(source);
    if (match === null) return null;
    at += match[0].length;
    const read = readTag(stack, match);
    if (read === 'broken') return null;
    if (read !== 'open') return at === source.length ? read : null;
  }
  return null;
}

type OpenElement = { element: XmlElement; children: XmlElement[]; text: string };

/** @returns the root once it is closed, `open` while it is not */
function readTag(stack: OpenElement[], match: RegExpExecArray): XmlElement | 'open' | 'broken' {
  const [, slash, name = '', attributes = '', selfClosing] = match;
  if (slash === '') {
    stack.push({ element: el(name, null, attributesOf(attributes)), children: [], text: '' });
    if (stack.length > maxDepth) return 'broken';
    if (selfClosing === '') return 'open';
  }
  const closed = stack.pop();
  if (closed === undefined || closed.element.name !== name) return 'broken';
  const content = closed.children.length > 0 ? closed.children : unescapeXml(closed.text);
  const element = { ...closed.element, content };
  const parent = stack.at(-1);
  if (parent === undefined) return element;
  parent.children.push(element);
  return 'open';
}

function attributesOf(text: string): [string, string][] {
  return [...text.matchAll(/([\w:.-]+)\s*=\s*"([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    unescapeXml(value),
  ]);
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]+|#\d+|\w+);/g, (whole, reference: string) => {
    if (!reference.startsWith('#')) return named[reference] ?? whole;
    const code = reference.startsWith('#x') ? Number.parseInt(reference.slice(2), 16) : Number(reference.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The first child of a name. */
export function childOf(element: XmlElement, name: string): XmlElement | null {
  return childrenOf(element).find((child) => child.name === name) ?? null;
}

export function childrenOf(element: XmlElement): readonly XmlElement[] {
  return Array.isArray(element.content) ? element.content : [];
}

/** Its text; null when the element is missing, '' when it is empty. */
export function textOf(element: XmlElement | null): string | null {
  if (element === null) return null;
  return typeof element.content === 'string' ? element.content : '';
}
