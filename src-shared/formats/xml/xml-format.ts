import type { Format } from '../format.ts';
import { emptySummary } from '../shared/empty-summary.ts';
import { parseXmlMessage } from './parse-xml-message.ts';
import { readPlainXml } from './xml-nodes.ts';
import { findXmlPlaces } from './xml-places.ts';
import { createXmlSplice } from './xml-splice.ts';

/** XML of which no more is known than its form. */
export const xmlFormat: Format = {
  id: 'xml',
  detect: detectXml,
  parse: (body, options) =>
    parseXmlMessage(body, options, { format: 'xml', read: readPlainXml, tellingValues: () => [] }),
  splice: createXmlSplice(new Set()),
  summary: () => emptySummary('xml'),
  measurements: () => [],
  validate: () => [],
  places: findXmlPlaces,
};

function detectXml(head: Uint8Array): number {
  const start = String.fromCharCode(...head.subarray(0, 64))
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (start.startsWith('<?xml')) return 0.9;
  return /^<[A-Za-z_!?:\u0080-\u00ff]/.test(start) ? 0.7 : 0;
}
