import type { ParseOptions, Traced, TraceParts } from '../format.ts';
import type { XmlElement } from '../xml/xml-element.ts';
import { type KithMessage, openKith } from './kith-document.ts';
import { codeOf, readParty, textOf, timeOf } from './kith-party.ts';
import { summaryOfKith } from './kith-summary.ts';

/** The summary and what a trace needs, of one reading: that of an XML document costs more than all else. */
export function readTracedKith(body: Uint8Array, options: ParseOptions): Traced {
  const message = openKith(body, options);
  return { summary: summaryOfKith(message, options), parts: tracePartsOf(message) };
}

/** ServProvId numbers the report; the requester and the copy recipients are to have the answer (KITH 1154, requisition and report). */
function tracePartsOf({ documents }: KithMessage): TraceParts {
  const reports = documents.flatMap(({ element }) =>
    ['ServReport', 'ServRprt', 'ServReq'].flatMap((name) => element.all(name)),
  );
  const heads = documents.flatMap(({ element }) => element.first('MsgInfo') ?? []);
  const numbers = reports.flatMap((report) => textOf(report, 'ServProvId') ?? []);
  const patients = [...reports, ...heads].flatMap((part) => part.all('Patient'));
  return {
    role: null,
    reportKey: numbers.length === 0 ? null : numbers.toSorted().join(' '),
    requesters: [...new Set(reports.flatMap(requestersOf))],
    birthDate: patients.map(birthOf).find((date) => date !== null) ?? null,
    orderGroups: [],
    testGroup: null,
    isCancelled: reports.length > 0 && reports.every((report) => codeOf(report, 'ServType') === 'C'),
  };
}

function requestersOf(report: XmlElement): string[] {
  const parties = ['Requester', 'CopyDest'].flatMap((name) => report.all(name));
  return parties.flatMap((party) => readParty(party)?.ids.map(({ id }) => id) ?? []);
}

function birthOf(patient: XmlElement): string | null {
  const date = timeOf(patient, 'DateOfBirth')?.replaceAll('-', '') ?? '';
  return /^\d{8}/.exec(date)?.[0] ?? null;
}
