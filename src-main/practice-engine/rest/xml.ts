/**
 * An element as the engine's XStream writes it. Content null or [] is `<x/>`, '' is `<x></x>`.
 * The same tree is written as XML and as the engine's JSON.
 */
export type XmlElement = {
  name: string;
  attributes: readonly (readonly [name: string, value: string])[];
  content: string | null | readonly XmlElement[];
};

export type XmlContent = XmlElement['content'] | number | boolean;

/** An element; numbers and booleans become text. */
export function el(name: string, content: XmlContent = null, attributes: XmlElement['attributes'] = []): XmlElement {
  return {
    name,
    attributes,
    content: typeof content === 'number' || typeof content === 'boolean' ? String(content) : content,
  };
}

/** An element, or nothing where the value is null: XStream leaves such fields out. */
export function optional(name: string, value: string | number | boolean | null): XmlElement[] {
  return value === null ? [] : [el(name, value)];
}

/** `<name><time>ms</time><timezone>UTC</timezone></name>`, or nothing. */
export function time(name: string, at: number | null): XmlElement[] {
  return at === null ? [] : [el(name, [el('time', at), el('timezone', 'UTC')])];
}

/** `<entry>` of a map. */
export function entry(key: XmlElement, value: XmlElement): XmlElement {
  return el('entry', [key, value]);
}

/** `<entry><string>key</string><string>value</string></entry>`. */
export function textEntry(key: string, value: string): XmlElement {
  return entry(el('string', key), el('string', value));
}

/** Indented by two blanks, without an XML declaration and without a final line break, as XStream's printer does. */
export function writeXml(element: XmlElement): string {
  const parts: string[] = [];
  write(element, '', parts);
  return parts.join('');
}

function write(element: XmlElement, indent: string, parts: string[]): void {
  const attributes = element.attributes.map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('');
  const { name, content } = element;
  if (content === null || (typeof content !== 'string' && content.length === 0)) {
    parts.push(`${indent}<${name}${attributes}/>`);
  } else if (typeof content === 'string') {
    parts.push(`${indent}<${name}${attributes}>${escapeXml(content)}</${name}>`);
  } else {
    parts.push(`${indent}<${name}${attributes}>\n`);
    for (const child of content) {
      write(child, `${indent}  `, parts);
      parts.push('\n');
    }
    parts.push(`${indent}</${name}>`);
  }
}

const named: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xd;',
};

/** Control characters become references that XML 1.0 forbids: the real engine writes them so [69x]. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, (character) => {
    return named[character] ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}
