import type { Finding, ValidateOptions } from '../../format.ts';
import { createFindingList, type FindingList } from '../../shared/finding-list.ts';
import { applyingProfiles, switchedOff } from '../../shared/profile/applying-profiles.ts';
import { type Hl7Document, openHl7, valueAt } from '../hl7-document.ts';
import { allSegments } from '../hl7-index.ts';
import type { Segment } from '../hl7-segment.ts';
import { checkEscapes } from './check-escapes.ts';
import { checkFields } from './check-fields.ts';
import { checkHeader } from './check-header.ts';
import { checkProfiles } from './check-profiles.ts';
import { checkReceipt } from './check-receipt.ts';
import { checkResults } from './check-results.ts';
import { checkSetIds } from './check-set-ids.ts';
import { checkStructure } from './check-structure.ts';
import { checkTimes } from './check-times.ts';
import { type MessageScope, pathOf, readCode, standardPlace } from './message-scope.ts';

const checks = [
  checkHeader,
  checkStructure,
  checkFields,
  checkEscapes,
  checkResults,
  checkSetIds,
  checkTimes,
  checkReceipt,
];

/** Every message of the body by itself. What stands before the first MSH is no message: that is a problem of the form. */
export function validateHl7(body: Uint8Array, options: ValidateOptions): Finding[] {
  const document = openHl7(body, options);
  const findings = createFindingList();
  for (const segments of splitMessages(document)) {
    const profiles = applyingProfiles(options.profiles, {
      format: 'hl7v2',
      type: typeOf(document, segments[0] as Segment),
    });
    const scope = createScope({ document, segments, findings, options, off: switchedOff(profiles) });
    for (const check of checks) check(scope);
    checkProfiles(scope, profiles);
  }
  return findings.finish();
}

/** One after the other, so that a batch is never held whole. */
function* splitMessages({ index }: Hl7Document): Generator<Segment[]> {
  let segments: Segment[] = [];
  for (const segment of allSegments(index)) {
    if (segment.isHeader && segment.id.toUpperCase() === 'MSH') {
      if (segments.length > 0) yield segments;
      segments = [segment];
    } else if (segment.message > 0 && segments.length > 0) segments.push(segment);
  }
  if (segments.length > 0) yield segments;
}

/** `ORU^R01`. */
function typeOf(document: Hl7Document, header: Segment): string | null {
  const parts = [readCode(document, header, 9), readCode(document, header, 9, 2)].filter((part) => part !== null);
  return parts.join('^') || null;
}

type Given = {
  document: Hl7Document;
  segments: Segment[];
  findings: FindingList;
  options: ValidateOptions;
  off: ReadonlySet<string>;
};

function createScope({ document, segments, findings, options, off }: Given): MessageScope {
  const header = segments[0] as Segment;
  const stated = valueAt(document, header, { field: 12 }).trim();
  const dictionary = options.dictionaries?.(stated) ?? null;
  const scope: MessageScope = {
    document,
    segments,
    ids: segments.map(({ id }) => id.toUpperCase()),
    header,
    code: readCode(document, header, 9),
    trigger: readCode(document, header, 9, 2),
    structureName: readCode(document, header, 9, 3),
    // What MSH-12 says is content; a version is shown only when it is one.
    version: dictionary?.basedOn ?? (/^2\.\d(?:\.\d)?$/.test(stated) ? stated : '2'),
    dictionary,
    now: options.now,
    zone: options.zone ?? 'Europe/Oslo',
    report({ at, ...report }) {
      if (off.has(report.rule) || !findings.hasRoom(report)) return;
      const reference = report.reference === undefined ? standardPlace(scope, at) : report.reference;
      findings.add({ ...report, reference, span: at.span, path: pathOf(document, at) });
    },
  };
  return scope;
}
