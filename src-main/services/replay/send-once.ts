import { randomUUID } from 'node:crypto';
import type { AcceptedErrors } from '../../../src-shared/contract/message-edit.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type Hazard, type Replay, writeErrorLine } from '../../../src-shared/domain/replay.ts';
import type { ReplayRequest } from '../../engines/engine.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import { findFamilyCopies } from './find-family-copies.ts';
import { type Evidence, judgeCopies, judgeHazards } from './judge-hazards.ts';
import { gatherEvidence, type PreparedReplay, prepareReplay, type ReplayWish } from './prepare-replay.ts';
import type { ReplayDeps } from './replay-deps.ts';
import type { ReplayLedger, ReplayStep } from './replay-ledger.ts';

export type StartInput = ReplayWish & {
  requestId: string;
  reason: string;
  bodyHash: string;
  acceptedHazards: string[];
  acceptedErrors: AcceptedErrors;
};

/** `introducedErrors` of the edit, which the person let through. */
export type Sent = { replay: Replay; introducedErrors: number };

/** What a start works with: `signal` is the core's own, because a caller who goes away must not cut a send in half. */
type Send = { input: StartInput; person: string; prepared: PreparedReplay; signal: AbortSignal };

/**
 * claim → hazards → intent journaled → copies looked for → in air → sent once → outcome.
 * Whatever goes wrong before *in air* ends in *rejected*, with nothing sent; whatever is unclear after it ends in *unknown*.
 */
export async function sendOnce(
  deps: ReplayDeps,
  ledger: ReplayLedger,
  start: { input: StartInput; person: string; signal: AbortSignal },
): Promise<Sent> {
  const { input, signal } = start;
  const prepared = await prepareReplay(deps, input, signal);
  if (sha256Hex(prepared.body?.bytes ?? new Uint8Array()) !== input.bodyHash) {
    throw refusal('CONFLICT', 'replay.refused.bodyChanged', {});
  }
  requireJudgement(prepared, input);
  await giveUpPlanned(deps, ledger, input);
  const claim = await claimMessage(deps, { ...start, prepared });
  const { introducedErrors } = prepared.judgement;
  if (!claim.isNew) return { replay: claim.replay, introducedErrors };
  await ledger.tell(claim.replay);
  return {
    replay: await sendClaimed({ deps, ledger, replay: claim.replay }, { ...start, prepared }),
    introducedErrors,
  };
}

type Claimed = { deps: ReplayDeps; ledger: ReplayLedger; replay: Replay };

async function sendClaimed({ deps, ledger, replay }: Claimed, send: Send): Promise<Replay> {
  let current = replay;
  try {
    const evidence = await gatherEvidence(deps, send.prepared, send.signal);
    requireAccepted(judgeHazards(evidence), send.input);
    current = await ledger.advance(current, { state: 'intent-journaled' });
    await requireNoCopy(deps, send, evidence);
  } catch (error) {
    await ledger.advance(current, { state: 'rejected', errorOneLine: lineOf(error) });
    throw error;
  }
  current = await ledger.mark(current, { state: 'in-air', sentAt: deps.clock.now(), bootId: deps.bootId });
  const [sent] = await Promise.all([deliver({ deps, ledger, replay: current }, send), ledger.tell(current)]);
  return sent;
}

/** A journal that fails after the send leaves *in air*, which becomes *unknown* at the next start. */
async function deliver({ deps, ledger, replay }: Claimed, send: Send): Promise<Replay> {
  const step = await attempt(replay, send);
  if (step.state === 'unknown') deps.logger.warn('The outcome of a replay is unknown.', { replayId: replay.replayId });
  return ledger.advance(replay, step);
}

async function attempt(replay: Replay, send: Send): Promise<ReplayStep> {
  try {
    const receipt = await send.prepared.facet.replay(requestOf(replay, send), send.signal);
    return { state: 'accepted', newNativeId: receipt.nativeId };
  } catch (error) {
    return { state: wasSurelyNotTaken(error) ? 'rejected' : 'unknown', errorOneLine: lineOf(error) };
  }
}

const surelyNotTaken = ['ENGINE_UNREACHABLE', 'ENGINE_REFUSED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_INPUT', 'CANCELLED'];

/** Only what the port promises to mean "nothing was delivered"; an unreadable answer is a lost answer. */
function wasSurelyNotTaken(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (surelyNotTaken.includes(error.code)) return true;
  return error.code === 'ENGINE_PROTOCOL' && (error.messageKey?.startsWith('engine.cannot.') ?? false);
}

function requestOf(replay: Replay, { input, prepared, person }: Send): ReplayRequest {
  return {
    ref: input.ref,
    body: prepared.edit !== null && prepared.body !== null ? prepared.body.bytes : null,
    destinationIds: input.destinationIds,
    replayId: replay.replayId,
    provenance: { person, reason: input.reason, at: replay.createdAt },
  };
}

async function claimMessage(
  deps: ReplayDeps,
  { input, person, prepared }: Send,
): Promise<{ replay: Replay; isNew: boolean }> {
  const edited = prepared.edit !== null ? prepared.body : null;
  const replay: Replay = {
    ...input.ref,
    replayId: randomUUID(),
    failureId: prepared.failure?.failureId ?? null,
    channelName: prepared.detail.channelName,
    state: 'claimed',
    isEdited: edited !== null,
    reason: input.reason,
    person,
    destinationIds: input.destinationIds,
    newNativeId: null,
    bodyHash: edited === null ? null : input.bodyHash,
    createdAt: deps.clock.now(),
    sentAt: null,
    settledAt: null,
    settledReason: null,
    evidence: [],
    errorOneLine: null,
  };
  const { record, isNew } = await deps.journal.replays.claim({
    replay,
    requestId: input.requestId,
    sentBytes: edited?.bytes ?? null,
    changes: writeChanges(prepared, input),
    bootId: deps.bootId,
  });
  return { replay: record.replay, isNew };
}

/** The journal's record of an edit, sealed as content: what was changed, and which errors were let through and why. */
function writeChanges({ edit, judgement }: PreparedReplay, { acceptedErrors }: StartInput): string | null {
  if (edit === null) return null;
  const accepted =
    acceptedErrors === null ? null : { reason: acceptedErrors.reason, count: judgement.introducedErrors };
  return JSON.stringify({ ...edit, acceptedErrors: accepted });
}

/** An edit makes no error, or a person has said why it is sent all the same. */
function requireJudgement({ judgement }: PreparedReplay, { acceptedErrors }: StartInput): void {
  const { introducedErrors, isJudged } = judgement;
  if (acceptedErrors !== null) return;
  if (introducedErrors > 0) throw refusal('CONFLICT', 'edit.refused.introducedErrors', { count: introducedErrors });
  if (!isJudged) throw refusal('CONFLICT', 'edit.refused.notJudged', {});
}

/** A start that a crash left as *planned* sent nothing; the new start takes its place. */
async function giveUpPlanned(deps: ReplayDeps, ledger: ReplayLedger, input: StartInput): Promise<void> {
  for (const earlier of await deps.journal.replays.ofMessage(input.ref)) {
    if (earlier.state !== 'planned') continue;
    const errorOneLine = writeErrorLine({ key: 'replay.error.begunAnew', params: {} });
    await ledger.advance(earlier, { state: 'rejected', errorOneLine });
  }
}

async function requireNoCopy(deps: ReplayDeps, send: Send, { destinationIds }: Evidence): Promise<void> {
  const { input, prepared, signal } = send;
  const copies = await findFamilyCopies(deps, prepared, signal);
  requireAccepted([judgeCopies(copies, destinationIds)], input);
}

/** Nothing that blocks, and nothing that the person has not seen and let through. */
function requireAccepted(hazards: Hazard[], input: StartInput): void {
  const blocking = hazards.find((hazard) => hazard.outcome === 'found' && hazard.blocks);
  if (blocking !== undefined) {
    const code = blocking.kind === 'connection-read-only' ? 'FORBIDDEN' : 'CONFLICT';
    throw refusal(code, `hazard.${blocking.kind}.found`, blocking.params);
  }
  const unseen = hazards.find(
    (hazard) => hazard.outcome !== 'not-found' && !input.acceptedHazards.includes(hazard.kind),
  );
  if (unseen !== undefined) throw refusal('CONFLICT', 'replay.refused.unseenHazard', { hazard: unseen.kind });
}

function refusal(code: 'CONFLICT' | 'FORBIDDEN', messageKey: string, params: Hazard['params']): AppError {
  return new AppError(code, `Nothing was sent (${messageKey}).`, { messageKey, params });
}

/** The sentence kept with the record. Anything without a sentence of its own is named by its code, never by its text. */
function lineOf(error: unknown): string {
  const isOurs = error instanceof AppError;
  if (isOurs && error.messageKey !== null) return writeErrorLine({ key: error.messageKey, params: error.params });
  return writeErrorLine({ key: 'replay.error.code', params: { code: isOurs ? error.code : 'INTERNAL' } });
}
