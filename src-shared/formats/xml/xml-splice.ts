import type { Edit, ParseOptions, Span, SpliceResult } from '../format.ts';
import type { Charset } from '../shared/charset.ts';
import { keepCharset, type Replacement, rejectEdit, spliceBytes } from '../shared/splice.ts';
import { escapeXmlAttribute, escapeXmlText } from './escape-xml.ts';
import { parseXml } from './parse-xml.ts';
import { chooseXmlCharset } from './xml-charset.ts';
import type { XmlElement } from './xml-element.ts';
import { placesBelow, rootPlace, type XmlPlace } from './xml-nodes.ts';

/**
 * Puts text into elements without elements in them, pieces of mixed text and quoted attributes. What the character set lacks is written
 * as a reference; what XML 1.0 forbids is refused. A text equal to the one shown changes nothing.
 * @param addable names of attributes that are added where they are missing, to elements that have attributes already
 */
export function createXmlSplice(addable: ReadonlySet<string>) {
  return (body: Uint8Array, edits: readonly Edit[], options: ParseOptions): SpliceResult => {
    if (edits.length === 0) return spliceBytes(body, []);
    const { charset } = chooseXmlCharset(body, options);
    const { root } = parseXml(body, { decode: charset.decode });
    const scope: Scope = { body, charset, addable, find: createFinder(root) };
    const replacements: Replacement[] = [];
    for (const edit of edits) {
      const planned = planEdit(scope, edit);
      if ('kind' in planned) return planned;
      replacements.push(planned);
    }
    return keepCharset(spliceBytes(body, replacements), {
      path: edits[0]?.path ?? '',
      before: charset,
      choose: (bytes) => chooseXmlCharset(bytes, options).charset,
    });
  };
}

type Scope = { body: Uint8Array; charset: Charset; addable: ReadonlySet<string>; find: Find };
type Rejected = Extract<SpliceResult, { kind: 'rejected' }>;

function planEdit({ body, charset, addable, find }: Scope, { path, text }: Edit): Replacement | Rejected {
  const place = find(path);
  const add = place === null ? addAttribute(find, { body, path, addable }) : null;
  if (place === null && add === null) return rejectEdit(path, 'no-such-path');
  const planned = place === null ? add?.(text) : replace(body, place, text);
  if (planned == null) return rejectEdit(path, 'not-editable');
  const { span, xml, isSame } = planned;
  if (isSame) return { path, span, bytes: body.slice(...span) };
  const forbidden = forbiddenCharacter.exec(text)?.[0] ?? null;
  return forbidden === null
    ? { path, span, bytes: encode(charset, xml) }
    : rejectEdit(path, 'not-encodable', forbidden);
}

/** XML 1.0, production 2; a lone surrogate is no character either. */
const forbiddenCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

type Find = (path: string) => XmlPlace | null;

/** Down the path step by step; what is below an element is listed once for all edits. */
function createFinder(root: XmlElement | null): Find {
  const below = new Map<string, Map<string, XmlPlace>>();
  const listBelow = (place: XmlPlace) => {
    const known = below.get(place.path) ?? new Map(placesBelow(place).map((each) => [each.path, each]));
    below.set(place.path, known);
    return known;
  };
  return (path) => {
    let place = root === null ? null : rootPlace(root);
    if (place !== null && path !== place.path && !path.startsWith(`${place.path}/`)) return null;
    while (place !== null && place.path !== path) {
      const slash = path.indexOf('/', place.path.length + 1);
      place = listBelow(place).get(slash < 0 ? path : path.slice(0, slash)) ?? null;
    }
    return place;
  };
}

/** Behind the last attribute. An element without any would get its text another path by its first one. */
function addAttribute(
  find: Find,
  { body, path, addable }: { body: Uint8Array; path: string; addable: ReadonlySet<string> },
) {
  const [, parentPath = '', name = ''] = /^(.+)\/@([^/@]+)$/.exec(path) ?? [];
  const parent = addable.has(name) ? find(parentPath) : null;
  const last = parent?.kind === 'element' ? parent.element.attributes.at(-1) : undefined;
  if (last === undefined) return null;
  const quote = body[last.span[1]];
  const isQuoted = (quote === 0x22 || quote === 0x27) && quote === body[last.span[0] - 1];
  const end = last.span[1] + 1;
  return (text: string): XmlReplacement | null =>
    isQuoted ? { span: [end, end], xml: ` ${name}="${escapeXmlAttribute(text)}"`, isSame: false } : null;
}

type XmlReplacement = { span: Span; xml: string; isSame: boolean };

/** Null where there is no one value to replace. */
function replace(body: Uint8Array, place: XmlPlace, text: string): XmlReplacement | null {
  if (place.kind === 'attribute') {
    const quote = body[place.span[0] - 1];
    if (quote !== 0x22 && quote !== 0x27) return null;
    return { span: place.span, xml: escapeXmlAttribute(text).replaceAll("'", '&#x27;'), isSame: text === place.text };
  }
  if (place.kind === 'text') return { span: place.span, xml: escapeXmlText(text), isSame: text === place.text };
  const { element } = place;
  if (element.children.length > 0) return null;
  const isSame = element.text() === text;
  if (element.span[1] > element.contentSpan[1]) return { span: element.contentSpan, xml: escapeXmlText(text), isSame };
  const isEmptyTag = body[element.span[1] - 2] === 0x2f && element.span[1] === element.startTagSpan[1];
  if (!isEmptyTag) return null; // never closed: where its content ends is a guess
  return { span: [element.span[1] - 2, element.span[1]], xml: `>${escapeXmlText(text)}</${element.name}>`, isSame };
}

function encode(charset: Charset, xml: string): Uint8Array {
  const whole = charset.encode(xml);
  if (whole !== null) return whole;
  const referenced = Array.from(xml, (character) =>
    charset.encode(character) === null ? `&#x${character.codePointAt(0)?.toString(16)};` : character,
  );
  return charset.encode(referenced.join('')) ?? new Uint8Array();
}
