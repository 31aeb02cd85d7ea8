import type { Format } from '../format.ts';
import { parseXmlMessage, type XmlDialect } from '../xml/parse-xml-message.ts';
import { findXmlPlaces } from '../xml/xml-places.ts';
import { createXmlSplice } from '../xml/xml-splice.ts';
import { detectKith } from './detect-kith.ts';
import { measureKith } from './kith-measurements.ts';
import { summariseKith } from './kith-summary.ts';
import { readKith } from './read-kith.ts';
import { readTellingKith } from './read-telling-kith.ts';
import { validateKith } from './validate/validate-kith.ts';

const dialect: XmlDialect = { format: 'kith-xml', read: readKith, tellingValues: readTellingKith };

/** The messages of KITH (now Direktoratet for e-helse) that Norwegian health care sends, and the ebXML envelope around them. */
export const kithXmlFormat: Format = {
  id: 'kith-xml',
  detect: detectKith,
  parse: (body, options) => parseXmlMessage(body, options, dialect),
  splice: createXmlSplice(new Set(['V', 'DN', 'S', 'OT', 'U'])),
  summary: summariseKith,
  measurements: measureKith,
  validate: validateKith,
  places: findXmlPlaces,
};
