import { ownValue } from '../../domain/own-value.ts';
/** What kind of document an XML namespace is for. `report` svarrapport, `requisition` rekvisisjon, `discharge` epikrise, `referral` henvisning. */
export type KithKind =
  | 'msghead'
  | 'apprec'
  | 'report'
  | 'requisition'
  | 'discharge'
  | 'referral'
  | 'dialogue'
  | 'envelope'
  | 'common'
  | 'foreign';

/** `version` of the standard, null where the namespace does not tell or is not known. */
export type KithNamespace = { kind: KithKind; version: string | null };

const kindByFamily: Record<string, KithKind> = {
  msghead: 'msghead',
  apprec: 'apprec',
  labsvar: 'report',
  rekvisisjon: 'requisition',
  epikrise: 'discharge',
  henvisning: 'referral',
  dialog: 'dialogue',
};

const versions: Record<string, string> = {
  'msghead/2006-05-24': '1.2',
  'apprec/2004-11-21': '1.0',
  'apprec/2012-02-15': '1.1',
  'labsvar/2005-03-14': '1.2',
  'labsvar/2008-12-01': '1.3',
  'labsvar/2012-02-15': '1.4',
  'rekvisisjon/2005-05-20': '1.4',
  'rekvisisjon/2008-12-01': '1.5',
  'rekvisisjon/2012-02-15': '1.6',
  'epikrise/2006-09-23': '1.1',
  'epikrise/2012-02-15': '1.2',
  'henvisning/2005-07-08': '1.0',
  'henvisning/2012-02-15': '1.1',
  'henvisning/2017-11-30': '2.0',
  'dialog/2006-10-11': '1.0',
  'dialog/2013-01-23': '1.1',
};

/** Namespaces whose elements are parts of a message, not messages. */
const envelopeNamespaces = new Set([
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd',
  'http://www.w3.org/2000/09/xmldsig#',
]);
const commonNamespace =
  /^http:\/\/www\.kith\.no\/xmlstds(?:\/(?:felleskomponent1|base64container|po\/poKomponent\/[\d-]+))?$/;

const known = new Map<string, KithNamespace>();
const maxKnown = 100;

/** Of any namespace; what is not known is `foreign`. It is asked for each element, and a message has few. */
export function readKithNamespace(uri: string): KithNamespace {
  const found = known.get(uri) ?? classify(uri);
  if (known.size > maxKnown) known.clear();
  known.set(uri, found);
  return found;
}

function classify(uri: string): KithNamespace {
  const match = /^http:\/\/(?:www\.kith|ehelse)\.no\/xmlstds\/(([a-z]+)\/\d{4}-\d\d-\d\d)$/.exec(uri);
  const kind = ownValue(kindByFamily, match?.[2] ?? '');
  if (kind !== undefined) return { kind, version: ownValue(versions, match?.[1] ?? '') ?? null };
  if (envelopeNamespaces.has(uri)) return { kind: 'envelope', version: null };
  return { kind: commonNamespace.test(uri) ? 'common' : 'foreign', version: null };
}
