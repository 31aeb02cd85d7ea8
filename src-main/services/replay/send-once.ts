import type { AcceptedErrors } from '../../../src-shared/contract/message-edit.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { acceptanceOf, type Hazard, type Replay, writeErrorLine } from '../../../src-shared/domain/replay.ts';
import { approvalWordOf, canBeLetThrough } from '../../../src-shared/domain/replay-policy.ts';
import type { ReplayRequest } from '../../engines/engine.ts';
import { orderedId } from '../../platform/ordered-id.ts';
import { sha256Hex } from '../../platform/sha256-hex.ts';
import { answeredAtOnce, redactRows } from './confirm-replay.ts';
import { findFamilyCopies } from './find-family-copies.ts';
import { type Evidence, judgeCopies, judgeHazards } from './judge-hazards.ts';
import {
  gatherEvidence,
  type OwnReplays,
  type PreparedReplay,
  prepareReplay,
  type ReplayWish,
  readOwnReplays,
} from './prepare-replay.ts';
import type { ReplayDeps } from './replay-deps.ts';
import type { ReplayLedger, ReplayStep } from './replay-ledger.ts';
import { type Watch, watchEvidence } from './watch-evidence.ts';

export type StartInput = ReplayWish & {
  requestId: string;
  reason: string;
  /** SHA-256 hex of the bytes planned; null = whatever the engine has stored. */
  bodyHash: string | null;
  acceptedHazards: string[];
  acceptedErrors: AcceptedErrors;
  /** What a second person has agreed to: to this message, or to the run (`runId`) it is sent in. */
  approvalId?: string | undefined;
  runId?: string | undefined;
};

/**
 * Given when others send beside this one: waits, with the intent on the disk, until a connection is free, which is then this one's until the
 * send has returned, or what it answers with is told that the engine has taken the message. @throws AppError CANCELLED: it must not go after all
 */
export type TakeTurn = () => Promise<OnTaken>;

/** Told as soon as that stands before whatever is written to the journal from then on. */
export type OnTaken = (replay: Replay) => void;

/** `introducedErrors` of the edit, which the person let through. */
export type Sent = { replay: Replay; introducedErrors: number };

/** What a start works with: `signal` is the core's own, because a caller who goes away must not cut a send in half. */
type Send = {
  input: StartInput;
  person: string;
  prepared: PreparedReplay;
  watch: Watch;
  signal: AbortSignal;
  takeTurn: TakeTurn | null;
};

/**
 * claim → hazards → intent journaled → copies looked for → in air → sent once → outcome.
 * Whatever goes wrong before *in air* ends in *rejected*, with nothing sent; whatever is unclear after it ends in *unknown*.
 */
export async function sendOnce(
  deps: ReplayDeps,
  calm: ReplayLedger,
  start: Omit<Send, 'prepared' | 'watch'>,
): Promise<Sent> {
  const { input, signal } = start;
  const ledger = start.takeTurn === null ? calm : calm.hurried;
  const watch = watchEvidence(deps, ledger, input.ref);
  const prepared = await prepareReplay(deps, input, signal);
  requireSameBody(prepared, input);
  requireJudgement(prepared, input);
  await requireFew(deps, prepared, start);
  const send = { ...start, prepared, watch };
  const claim = await claimMessage(deps, send);
  const { introducedErrors } = prepared.judgement;
  if (!claim.isNew) return { replay: claim.replay, introducedErrors };
  await ledger.tell(claim.replay);
  return { replay: await sendClaimed({ deps, ledger, replay: claim.replay }, send), introducedErrors };
}

function requireSameBody({ body }: PreparedReplay, { bodyHash }: StartInput): void {
  if (bodyHash !== null && sha256Hex(body?.bytes ?? new Uint8Array()) !== bodyHash)
    throw refusal('CONFLICT', 'replay.refused.bodyChanged', {});
}

type Turn = OnTaken | null;
type Claimed = { deps: ReplayDeps; ledger: ReplayLedger; replay: Replay };

async function sendClaimed({ deps, ledger, replay }: Claimed, send: Send): Promise<Replay> {
  let current = replay;
  let turn: Turn;
  try {
    const { prepared, watch, signal } = send;
    const own = await readOwnReplays(deps, prepared, { watch, but: replay.replayId });
    await giveUpPlanned(ledger, own, send.input.ref);
    const evidence = await gatherEvidence(deps, prepared, { own, signal });
    const agreed = await agreedTo(deps, send);
    const hazards = judgeHazards(evidence);
    // Who was first says more than another sign of the same, which the engine may have listed a moment sooner.
    if (findUnseen(hazards, send.input) !== undefined) await requireNoCopy(deps, send, { own, evidence });
    requireAccepted(hazards, send.input, agreed);
    current = await ledger.advance(current, { state: 'intent-journaled' });
    turn = await waitForTurn(deps, send, agreed);
    await requireNoCopy(deps, send, { own, evidence });
    deps.requireStanding(send.input.ref, send.input.edit);
  } catch (error) {
    await ledger.advance(current, { state: 'rejected', errorOneLine: lineOf(error) });
    throw error;
  }
  current = await ledger.mark(current, { state: 'in-air', sentAt: deps.clock.now(), bootId: deps.bootId });
  if (turn !== null) return deliverInTurn({ deps, ledger, replay: current }, send, turn);
  const [sent] = await Promise.all([deliver({ deps, ledger, replay: current }, send), ledger.tell(current)]);
  return sent;
}

/**
 * What was judged is judged again when it may have changed while others were sent.
 * @throws AppError as a start does, when what has come up meanwhile speaks against it
 */
async function waitForTurn(
  deps: ReplayDeps,
  { input, watch, signal, takeTurn }: Send,
  agreed: ReadonlySet<string>,
): Promise<Turn> {
  if (takeTurn === null) return null;
  const turn = await takeTurn();
  if (watch.stands()) return turn;
  const prepared = await prepareReplay(deps, input, signal);
  requireAccepted(judgeHazards(await gatherEvidence(deps, prepared, { own: null, signal })), input, agreed);
  return turn;
}

/** A journal that fails after the send leaves *in air*, which becomes *unknown* at the next start. */
async function deliver({ deps, ledger, replay }: Claimed, send: Send): Promise<Replay> {
  return ledger.advance(replay, await attempt({ deps, replay }, send));
}

/**
 * Others that wait for the connection do not wait for the disk: their intents bring this outcome there with them. Nor for the journal's answer:
 * their mark comes after this outcome in whatever it writes, so that never more are in the air than there are connections.
 */
async function deliverInTurn({ deps, ledger, replay }: Claimed, send: Send, onTaken: OnTaken): Promise<Replay> {
  const step = await attempt({ deps, replay }, send);
  if (step.state !== 'accepted') return ledger.learn(replay, step);
  const answer = await answeredAtOnce(send.prepared.facet, { ...replay, ...step }, send.signal);
  const steps = answer === null ? [] : [answer];
  const written = ledger.learn(replay, step, ...steps);
  onTaken({ ...replay, ...step, ...answer });
  return written;
}

async function attempt({ deps, replay }: Omit<Claimed, 'ledger'>, send: Send): Promise<ReplayStep> {
  try {
    const receipt = await send.prepared.facet.replay(requestOf(replay, send), send.signal);
    return { state: 'accepted', newNativeId: receipt.nativeId, evidence: redactRows(receipt.evidence) };
  } catch (error) {
    if (wasSurelyNotTaken(error)) return { state: 'rejected', errorOneLine: lineOf(error) };
    deps.logger.warn('The outcome of a replay is unknown.', { replayId: replay.replayId });
    return { state: 'unknown', errorOneLine: lineOf(error) };
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
    body: bytesGiven(prepared),
    destinationIds: input.destinationIds,
    replayId: replay.replayId,
    provenance: { person, reason: input.reason, at: replay.createdAt },
  };
}

/** Null = the engine sends its own stored bytes. */
function bytesGiven({ edit, body, target }: PreparedReplay): Uint8Array | null {
  return edit !== null || target !== null ? (body?.bytes ?? null) : null;
}

async function claimMessage(
  deps: ReplayDeps,
  { input, person, prepared }: Send,
): Promise<{ replay: Replay; isNew: boolean }> {
  const given = bytesGiven(prepared);
  const createdAt = deps.clock.now();
  const replay: Replay = {
    ...input.ref,
    replayId: orderedId(createdAt),
    failureId: prepared.failure?.failureId ?? null,
    channelName: prepared.detail.channelName,
    state: 'claimed',
    isEdited: prepared.edit !== null,
    reason: input.reason,
    person,
    destinationIds: input.destinationIds,
    targetConnectionId: input.targetConnectionId,
    newNativeId: null,
    bodyHash: given === null ? null : sha256Hex(given),
    createdAt,
    sentAt: null,
    settledAt: null,
    settledReason: null,
    evidence: [],
    errorOneLine: null,
  };
  const { record, isNew } = await deps.journal.replays.claim({
    replay,
    requestId: input.requestId,
    sentBytes: given,
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
async function giveUpPlanned(ledger: ReplayLedger, { replays }: OwnReplays, ref: MessageRef): Promise<void> {
  for (const earlier of replays) {
    if (earlier.state !== 'planned' || earlier.nativeId !== ref.nativeId) continue;
    const errorOneLine = writeErrorLine({ key: 'replay.error.begunAnew', params: {} });
    await ledger.advance(earlier, { state: 'rejected', errorOneLine });
  }
}

async function requireNoCopy(
  deps: ReplayDeps,
  { input, prepared, signal }: Send,
  { own, evidence }: { own: OwnReplays; evidence: Evidence },
): Promise<void> {
  const copies = await findFamilyCopies(deps, prepared, { own, signal });
  requireAccepted([judgeCopies(copies, evidence.destinationIds)], input, nothingAgreed);
}

const nothingAgreed: ReadonlySet<string> = new Set();

/** The words for what a second person has agreed to, who may do so still. */
async function agreedTo({ permits }: ReplayDeps, { input, person }: Send): Promise<ReadonlySet<string>> {
  const { approvalId, runId, accountId } = input;
  if (approvalId === undefined) return nothingAgreed;
  const sender = { accountId, name: person };
  if (runId !== undefined) return permits.ofRun({ approvalId, runId }, sender);
  return permits.spendOnMessage({ ...input, approvalId }, sender);
}

/** One by one, without a run, nobody sends more alone than in one. */
async function requireFew(
  { permits }: ReplayDeps,
  { engine }: PreparedReplay,
  { input, person }: Pick<Send, 'input' | 'person'>,
): Promise<void> {
  if (engine.connection.environment !== 'PRODUCTION' || input.runId !== undefined) return;
  const limit = permits.policy().approvalOver;
  if (input.approvalId === undefined && (await permits.sentLately(person)) >= limit)
    throw refusal('CONFLICT', 'approval.needed.many', { count: limit + 1, limit });
}

/** Nothing that blocks, but for what two have agreed to, and nothing that the person has not seen and let through. */
function requireAccepted(hazards: Hazard[], input: StartInput, agreed: ReadonlySet<string>): void {
  const blocking = hazards.find(
    (hazard) =>
      hazard.outcome === 'found' && hazard.blocks && !(canBeLetThrough(hazard) && agreed.has(approvalWordOf(hazard))),
  );
  if (blocking !== undefined) {
    const code = blocking.kind === 'connection-read-only' ? 'FORBIDDEN' : 'CONFLICT';
    throw refusal(code, `hazard.${blocking.kind}.found`, blocking.params);
  }
  const unseen = findUnseen(hazards, input);
  if (unseen !== undefined) throw refusal('CONFLICT', 'replay.refused.unseenHazard', { hazard: unseen.kind });
}

function findUnseen(hazards: Hazard[], { acceptedHazards }: StartInput): Hazard | undefined {
  return hazards.find(
    (hazard) => hazard.outcome !== 'not-found' && !hazard.blocks && !acceptedHazards.includes(acceptanceOf(hazard)),
  );
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
