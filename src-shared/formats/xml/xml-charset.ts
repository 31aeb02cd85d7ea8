import type { ParseOptions, Span } from '../format.ts';
import { type ChosenCharset, chooseCharset } from '../shared/choose-charset.ts';

/** By the encoding in the XML declaration, if the engine does not state one. */
export function chooseXmlCharset(body: Uint8Array, options: ParseOptions): ChosenCharset {
  const head = String.fromCharCode(...body.subarray(0, 200));
  const match = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head);
  const label = match?.[1];
  if (match === null || label === undefined)
    return chooseCharset(body, { stated: options.statedEncoding, declared: null });
  const start = match[0].length - label.length - 1;
  const span: Span = [start, start + label.length];
  return chooseCharset(body, { stated: options.statedEncoding, declared: { label, span, reason: 'xml-declaration' } });
}
