import { createHash } from 'node:crypto';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import { escapeXmlText } from '../../../src-shared/formats/xml/escape-xml.ts';
import { parseXml } from '../../../src-shared/formats/xml/parse-xml.ts';
import type { Clock } from '../../platform/ports.ts';
import type { ReplayFacet, ReplayReceipt, ReplayRequest } from '../engine.ts';
import { faultOfAnswer, type MirthAnswer } from './mirth-answers.ts';
import type { MirthKnowledge } from './mirth-channels.ts';
import type { MirthClient } from './mirth-client.ts';
import { confirmReplay } from './mirth-confirm.ts';
import { findByOriginal, findCopies, provenanceKeys, provenanceOf } from './mirth-copies.ts';
import { fault } from './mirth-faults.ts';
import { type MirthReader, messagePath } from './mirth-messages.ts';
import { decodeStrictly, putAttachmentsBack, readNewId, readWholeRaw, type WholeRaw } from './mirth-raw.ts';
import { toMessageId } from './mirth-search.ts';

type Deps = {
  client: MirthClient;
  reader: MirthReader;
  knowledge: MirthKnowledge;
  clock: Clock;
  clockSkewMs(): number | null;
  isReadOnly: boolean;
};

/** The call returns when the message has been processed, and receivers may be slow; after this its outcome is unknown. */
const replayTimeoutMs = 120_000;

/** Each holds a thread of the engine until the message has been processed; its own senders need the rest. */
const sendsAtOnce = 2;

/** Sending again. Source: mirth-api §8, exchanges 70 to 72. */
export function createMirthReplay(deps: Deps): ReplayFacet {
  return {
    connectionCount: sendsAtOnce,
    findCopies: (ref, signal) => findCopies(deps, ref, signal),
    async obstacle(ref, signal) {
      if (deps.isReadOnly) return { reasonKey: 'engine.cannot.readOnly', params: {} };
      const presence = deps.knowledge.presence(ref.channelId);
      if (presence === 'unknown') return { reasonKey: 'engine.cannot.channelUnknown', params: {} };
      if (presence === 'undeployed') return { reasonKey: 'engine.cannot.channelUndeployed', params: {} };
      const state = deps.knowledge.channel(ref.channelId)?.snapshot.state ?? null;
      if (state === 'stopped' || state === 'paused')
        return { reasonKey: 'engine.cannot.channelStopped', params: { state } };
      const raw = await readWholeRaw(deps, ref, signal);
      // What is incomplete here the engine can still reprocess itself.
      return raw.kind === 'none' ? { reasonKey: raw.reasonKey, params: {} } : null;
    },
    async replay(request, signal) {
      if (deps.isReadOnly) throw fault('FORBIDDEN', 'engine.cannot.readOnly');
      if (request.destinationIds?.length === 0) throw new AppError('BAD_INPUT', 'Choose at least one destination.');
      const raw = await rawToSend(deps, request, signal).catch(refuseUnprepared);
      if (raw.kind === 'none') throw fault('ENGINE_PROTOCOL', raw.reasonKey);
      if (raw.kind === 'whole') return await sendCopy(deps, request, raw.text, signal);
      if (request.body === null) return await reprocess(deps, request, signal);
      throw fault('ENGINE_PROTOCOL', raw.reasonKey, { count: raw.count });
    },
    confirm: (receipt, signal) => confirmReplay(deps, receipt, signal),
  };
}

async function rawToSend(deps: Deps, request: ReplayRequest, signal: AbortSignal): Promise<WholeRaw> {
  if (request.body === null) return await readWholeRaw(deps, request.ref, signal);
  const text = decodeStrictly(request.body);
  if (text === null) return { kind: 'none', reasonKey: 'engine.cannot.notText' };
  return await putAttachmentsBack(deps.client, { ref: request.ref, text }, signal);
}

/** What goes wrong while the message is read was before anything was sent, and must not look like a lost answer. */
function refuseUnprepared(error: unknown): never {
  if (error instanceof AppError && error.code === 'ENGINE_PROTOCOL')
    throw fault('ENGINE_PROTOCOL', 'engine.cannot.notPrepared', {}, error);
  throw error;
}

/** `messagesWithObj`: the only way in that keeps every character, leaves no copy in the audit table and takes a source map (facts 1 and 2). */
async function sendCopy(deps: Deps, request: ReplayRequest, text: string, signal: AbortSignal): Promise<ReplayReceipt> {
  const path = `/channels/${encodeURIComponent(request.ref.channelId)}/messagesWithObj`;
  const body = { contentType: 'application/xml', text: rawMessageXml(request, text) };
  const answer = await deps.client.command(
    { topic: 'command', method: 'POST', path, body, timeoutMs: replayTimeoutMs },
    signal,
  );
  const bodyHash = createHash('sha256').update(encodeUtf8(text)).digest('hex');
  const nativeId = isSuccess(answer) ? newIdOf(deps, answer) : await findDespiteRefusal(deps, request, answer, signal);
  return receiptOf(deps, request, { nativeId, bodyHash });
}

/**
 * A stopped or undeployed channel answers 500 and does nothing [70g, 70h]. But a 500, or a proxy's 502 to 504, may also come after the
 * message was taken: so it is looked for, and only what is not there is called rejected.
 */
async function findDespiteRefusal(
  deps: Deps,
  request: ReplayRequest,
  answer: MirthAnswer,
  signal: AbortSignal,
): Promise<string> {
  const refusal = faultOfAnswer(answer, { topic: 'command', exposeDetail: false });
  if (refusal.code === 'ENGINE_REFUSED') throw refusal;
  const detail = String(refusal.params.detail ?? answer.status);
  const rejected = fault('ENGINE_PROTOCOL', 'engine.cannot.rejected', { detail }, refusal);
  if (answer.status < 500) throw rejected;
  const unknown = () => fault('OUTCOME_UNKNOWN', 'engine.reason.outcomeUnknown', deps.client.place, refusal);
  const copies = await findByOriginal(deps.client, request.ref, signal).catch(() => {
    throw unknown();
  });
  const copy = copies.find((message) => provenanceOf(message).replayId === request.replayId);
  if (copy !== undefined) return copy.nativeId;
  if (answer.status !== 500) throw unknown(); // the proxy gave up waiting; the engine may still be at it
  throw rejected;
}

/** `_reprocess` puts attachments back itself, but answers 204 to everything and names no copy (facts 4 and 5). */
async function reprocess(deps: Deps, request: ReplayRequest, signal: AbortSignal): Promise<ReplayReceipt> {
  const names = await deps.reader.connectorNames(request.ref.channelId, signal);
  const metaDataId = request.destinationIds ?? [...names.keys()].filter((id) => id !== '0');
  const answer = await deps.client.command(
    {
      topic: 'command',
      method: 'POST',
      path: `${messagePath(request.ref)}/_reprocess`,
      query: { replace: false, filterDestinations: true, metaDataId },
      timeoutMs: replayTimeoutMs,
    },
    signal,
  );
  if (isSuccess(answer)) return receiptOf(deps, request, { nativeId: null, bodyHash: null });
  if (answer.status >= 502) throw fault('OUTCOME_UNKNOWN', 'engine.reason.outcomeUnknown', deps.client.place);
  throw faultOfAnswer(answer, { topic: 'command', exposeDetail: false });
}

/** `destinationMetaDataIds` left out = all destinations [71b]. CR is written as a reference: a bare one would become LF. */
function rawMessageXml(request: ReplayRequest, text: string): string {
  const { replayId, provenance, destinationIds } = request;
  const entries = [
    [provenanceKeys.replayId, replayId],
    [provenanceKeys.person, provenance.person],
    [provenanceKeys.reason, provenance.reason],
    [provenanceKeys.at, new Date(provenance.at).toISOString()],
  ].map(([key, value]) => `<entry><string>${key}</string><string>${escapeXmlText(value ?? '')}</string></entry>`);
  const destinations = destinationIds?.map((id) => `<int>${toMessageId(id)}</int>`).join('');
  return [
    '<com.mirth.connect.donkey.model.message.RawMessage>',
    `<overwrite>false</overwrite><imported>false</imported><originalMessageId>${toMessageId(request.ref.nativeId)}</originalMessageId>`,
    `<rawData>${escapeXmlText(text)}</rawData>`,
    destinations === undefined ? '' : `<destinationMetaDataIds class="set">${destinations}</destinationMetaDataIds>`,
    `<sourceMap>${entries.join('')}</sourceMap><binary>false</binary>`,
    '</com.mirth.connect.donkey.model.message.RawMessage>',
  ].join('');
}

function receiptOf(
  deps: Deps,
  request: ReplayRequest,
  found: Pick<ReplayReceipt, 'nativeId' | 'bodyHash'>,
): ReplayReceipt {
  const { replayId, ref, destinationIds } = request;
  return { replayId, ref, destinationIds, acceptedAt: deps.clock.now(), evidence: [], ...found };
}

function newIdOf(deps: Deps, answer: MirthAnswer): string {
  return readNewId(parseXml(answer.bytes).root?.text() ?? '', deps.client.place);
}

function isSuccess(answer: MirthAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}
