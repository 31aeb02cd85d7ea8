import type { Edit, ParseOptions, Span, SpliceResult } from '../format.ts';
import type { Charset } from '../shared/charset.ts';
import { type Replacement, rejectEdit, spliceBytes } from '../shared/splice.ts';
import { escapeXmlAttribute, escapeXmlText } from './escape-xml.ts';
import { parseXml } from './parse-xml.ts';
import { chooseXmlCharset } from './xml-charset.ts';
import { placesBelow, rootPlace, type XmlPlace } from './xml-nodes.ts';

/**
 * Puts text into elements without elements in them, pieces of mixed text and quoted attributes. What the character set lacks is written
 * as a reference. A text equal to the one shown changes nothing.
 */
export function spliceXml(body: Uint8Array, edits: readonly Edit[], options: ParseOptions): SpliceResult {
  const { charset } = chooseXmlCharset(body, options);
  const { root } = parseXml(body, { decode: charset.decode });
  const replacements: Replacement[] = [];
  for (const { path, text } of edits) {
    const place = root === null ? null : findPlace(rootPlace(root), path);
    if (place === null) return rejectEdit(path, 'no-such-path');
    const replacement = replace(body, place, text);
    if (replacement === null) return rejectEdit(path, 'not-editable');
    const bytes = encode(charset, replacement.xml);
    replacements.push({
      path,
      span: replacement.span,
      bytes: replacement.isSame ? body.slice(...replacement.span) : bytes,
    });
  }
  return spliceBytes(body, replacements);
}

/** Down the path step by step: only the elements on the way are looked into. */
function findPlace(root: XmlPlace, path: string): XmlPlace | null {
  let place: XmlPlace | null = root;
  while (place !== null && place.path !== path) {
    const wanted: string = path;
    place = placesBelow(place).find((each) => each.path === wanted || wanted.startsWith(`${each.path}/`)) ?? null;
  }
  return place;
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
