import type { ConnectorRow } from '../../../../src-shared/domain/message.ts';
import { messageClassOf } from '../../../../src-shared/domain/message-class.ts';
import type { Hazard } from '../../../../src-shared/domain/replay.ts';
import type { ReplayFacts } from '../../../../src-shared/formats/format.ts';
import { clear, found, unchecked } from './hazard.ts';
import type { Later, LaterMessage } from './later-messages.ts';

/**
 * What is asked of later messages. `rows`: of the destinations wanted. `now` ms UTC.
 * `later` null = nothing could be looked for.
 */
export type LaterEvidence = {
  facts: ReplayFacts | null;
  receivedAt: number;
  rows: ConnectorRow[];
  later: Later | null;
  now: number;
};

type Kind = Hazard['kind'];

/** Only kinds that mean something for a message of this type; each says in which window it was looked. */
export function judgeLater(evidence: LaterEvidence): Hazard[] {
  const messageClass = messageClassOf(evidence.facts?.header.messageType ?? null);
  const isUnknown = evidence.facts === null;
  return [
    ...(messageClass === 'admission' || isUnknown ? [judgeNewerState(evidence)] : []),
    ...(['result', 'order', 'letter'].includes(messageClass) || isUnknown ? [judgeNewerResult(evidence)] : []),
    judgeMerge(evidence),
    judgeAddress(evidence),
    judgeReceipt(evidence),
    ...(messageClass === 'schedule' || messageClass === 'medication' ? [judgeAge(evidence, messageClass)] : []),
  ];
}

function judgeNewerState(evidence: LaterEvidence): Hazard {
  const kind = 'newer-state';
  const newer = newerOnes(evidence).find(
    ({ isSamePatient, type }) => isSamePatient && messageClassOf(type) === 'admission' && !isMerge(type),
  );
  return newer === undefined ? notFound(kind, evidence, 'patient') : found(kind, false, toldOf(newer, evidence));
}

/** Of the same patient, by any of the numbers that the message gives: an earlier one may not be in use any more. */
function judgeMerge(evidence: LaterEvidence): Hazard {
  const kind = 'merged-since';
  const merge = newerOnes(evidence).find(({ isSamePatient, type }) => isSamePatient && isMerge(type));
  // A column tells the number that stays, not the one that goes.
  if (merge === undefined && evidence.later?.window != null && !evidence.later.tells.content)
    return unchecked(kind, { context: 'no-column' });
  return merge === undefined ? notFound(kind, evidence, 'patient') : found(kind, true, toldOf(merge, evidence));
}

/** A correction or a withdrawal blocks whatever it says of the rest; another version of the same warns. */
function judgeNewerResult(evidence: LaterEvidence): Hazard {
  const kind = 'newer-result';
  const own = messageClassOf(evidence.facts?.header.messageType ?? null);
  const newer = newerOnes(evidence).filter(
    ({ isSameOrder, type, facts }) => isSameOrder && messageClassOf(type) === own && facts?.receipt == null,
  );
  const withdrawn = newer.find(({ facts }) => facts?.version === 'withdrawn' || facts?.isCancelled === true);
  if (withdrawn !== undefined) return found(kind, true, { ...toldOf(withdrawn, evidence), context: 'withdrawn' });
  const corrected = newer.find(({ facts }) => facts?.version === 'corrected');
  if (corrected !== undefined) return found(kind, true, { ...toldOf(corrected, evidence), context: 'corrected' });
  const [other] = newer;
  return other === undefined ? notFound(kind, evidence, 'order') : found(kind, false, toldOf(other, evidence));
}

/** Only what tells an address can tell a protected one. */
function judgeAddress(evidence: LaterEvidence): Hazard {
  const kind = 'address-protected';
  const { facts, later } = evidence;
  const protectedOne = newerOnes(evidence).find(
    ({ isSamePatient, facts: its }) => isSamePatient && its?.isProtected === true,
  );
  if (facts !== null && (facts.hasAddress === false || facts.isProtected === true)) return clear(kind);
  if (protectedOne !== undefined) return found(kind, true, toldOf(protectedOne, evidence));
  const isUnread = later?.messages.some((each) => each.isSamePatient && each.facts?.isProtected == null) ?? true;
  return isUnread && later?.window != null
    ? unchecked(kind, { context: 'unread' })
    : notFound(kind, evidence, 'patient');
}

/** An acknowledgement of the receiver at the connector itself, or a receipt that names this message. */
function judgeReceipt(evidence: LaterEvidence): Hazard {
  const kind = 'receipt-there';
  const { rows, later, facts } = evidence;
  const taken = rows.filter(
    ({ acknowledgementCode }) => acknowledgementCode !== null && takenCodes.has(acknowledgementCode),
  );
  if (taken.length > 0)
    return found(kind, true, { context: 'destination', destinations: taken.map(({ name }) => name).join(', ') });
  const receipt = later?.messages.find(
    ({ facts: its }) =>
      its?.receipt?.refersTo != null &&
      its.receipt.refersTo === facts?.header.messageControlId &&
      its.receipt.outcome.startsWith('accepted'),
  );
  if (receipt !== undefined) return found(kind, true, toldOf(receipt, evidence));
  // Over MLLP the answer comes on the same connection, and the engine keeps it with the message.
  if (facts?.format === 'hl7v2') return clear(kind, {});
  if (later?.window == null) return unchecked(kind, later?.whyNot == null ? {} : { context: later.whyNot });
  return later.tells.content && later.isWhole ? clear(kind, later.window) : unchecked(kind, { context: 'no-column' });
}

const takenCodes: ReadonlySet<string> = new Set(['AA', 'CA']);
const dayMs = 24 * 3_600_000;

/** An appointment whose time has come, a prescription of yesterday: whoever gets it acts as if it were now. */
function judgeAge(evidence: LaterEvidence, messageClass: 'schedule' | 'medication'): Hazard {
  const kind = 'too-old';
  const { facts, now, receivedAt } = evidence;
  const startsAt = facts?.startsAt ?? null;
  if (startsAt !== null && startsAt <= now) return found(kind, false, { context: 'started', at: startsAt });
  const saidAt = facts?.header.messageAt ?? receivedAt;
  if (messageClass === 'medication' && now - saidAt > dayMs) return found(kind, false, { at: saidAt });
  return startsAt === null && messageClass === 'schedule' ? unchecked(kind) : clear(kind);
}

/** HL7 v2 chapter 3: merges, moves and changes of numbers. */
function isMerge(type: string): boolean {
  return /^ADT\^A(18|30|34|35|36|39|40|41|42|43|44|45|47|49|50|51)$/.test(type);
}

/** Those that were written after this one. A copy of an older message came later and is none. */
function newerOnes({ facts, later, receivedAt }: LaterEvidence): LaterMessage[] {
  const ownAt = facts?.header.messageAt ?? null;
  return (later?.messages ?? []).filter(({ facts: its, at }) => {
    const itsAt = its?.header.messageAt ?? null;
    if (ownAt === null || itsAt === null) return at >= receivedAt;
    const supersedes = its?.version === 'corrected' || its?.version === 'withdrawn';
    return itsAt > ownAt || (itsAt === ownAt && supersedes && its?.version !== facts?.version);
  });
}

function toldOf({ nativeId, type, at }: LaterMessage, { later }: LaterEvidence): Hazard['params'] {
  return { nativeId, type: type === '' ? '?' : type, at, ...(later?.window ?? {}) };
}

/** Clear only where a number led there, the whole time was looked through and all that was found could be read. */
function notFound(kind: Kind, { facts, later }: LaterEvidence, by: 'patient' | 'order'): Hazard {
  const keys = by === 'patient' ? facts?.patientKeys : facts?.orderKeys;
  if (later === null || facts === null) return unchecked(kind);
  if (keys === undefined || keys.length === 0) return unchecked(kind, { context: 'no-key' });
  if (later.window === null) return unchecked(kind, later.whyNot === null ? {} : { context: later.whyNot });
  if (!later.tells[by]) return unchecked(kind, { context: 'no-column' });
  return later.isWhole ? clear(kind, later.window) : unchecked(kind, { context: 'many' });
}
