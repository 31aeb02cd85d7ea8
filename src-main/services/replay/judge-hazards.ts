import type { ChannelSnapshot } from '../../../src-shared/domain/channel.ts';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import type { Body, ConnectorRow } from '../../../src-shared/domain/message.ts';
import type { ClassRule } from '../../../src-shared/domain/message-class.ts';
import type { Hazard, Replay } from '../../../src-shared/domain/replay.ts';
import type { ReplayFacts } from '../../../src-shared/formats/format.ts';
import type { FoundCopy, MessageDetail } from '../../engines/engine.ts';
import { clear, found, unchecked } from './hazards/hazard.ts';
import { judgeLater } from './hazards/judge-later.ts';
import type { Later } from './hazards/later-messages.ts';

/**
 * What was found out before a judgement; null = could not be found out.
 * `destinationIds` are the destinations wanted, never empty. `failedAt` ms UTC.
 * `handled`: when a person settled the failure without a replay, `at` null = nobody did; null = the failure is not kept here.
 * `target`: the connection it is sent over past the engine, null = through the engine. `sentPastEngine`: earlier replays that went past it.
 * `acceptedNativeIds`: other messages with the same control id that a receiver is known to have taken. `facts` of what is to be sent,
 * `rule` the strictest of the site's for it.
 * `later`: what came after it. `now` ms UTC.
 */
export type Evidence = {
  readOnly: boolean;
  target: Pick<Connection, 'connectionId' | 'name' | 'url'> | null;
  sentPastEngine: Pick<Replay, 'targetConnectionId' | 'state' | 'person' | 'sentAt'>[];
  detail: MessageDetail;
  destinationIds: string[];
  body: Body | null;
  obstacle: { found: { reasonKey: string; params: Record<string, string | number> } | null } | null;
  channel: ChannelSnapshot | null;
  failedAt: number;
  handled: { at: number | null } | null;
  acceptedNativeIds: string[];
  facts: ReplayFacts | null;
  rule: ClassRule;
  later: Later | null;
  now: number;
};

/** Every hazard but copies, which are looked for apart and last. Blocking ones found first, then found, then unchecked. */
export function judgeHazards(evidence: Evidence): Hazard[] {
  return inOrder([
    judgeReadOnly(evidence),
    judgeClass(evidence),
    judgeContent(evidence),
    judgeAttachments(evidence),
    judgeQueued(evidence),
    judgeHandled(evidence),
    // What the channel is like matters only to what goes through it.
    ...(evidence.target === null ? [judgeTarget(evidence), judgeRevision(evidence)] : [judgePastEngine(evidence)]),
    judgeSentPastEngine(evidence),
    judgeAccepted(evidence),
    ...judgeBytes(evidence.body),
    ...judgeLater({
      ...evidence,
      receivedAt: evidence.detail.receivedAt,
      rows: wantedRows(evidence.detail.connectors, evidence.destinationIds),
    }),
  ]);
}

export function inOrder(hazards: Hazard[]): Hazard[] {
  const weight = (hazard: Hazard) =>
    hazard.outcome === 'found' ? (hazard.blocks ? 0 : 1) : hazard.outcome === 'could-not-be-checked' ? 2 : 3;
  return hazards.toSorted((a, b) => weight(a) - weight(b));
}

/**
 * A copy blocks when a wanted destination has it, or may still get it. One that failed there, or went elsewhere only, is told and can be let through:
 * sending again makes no second delivery.
 * @param copies null = could not be looked for
 */
export function judgeCopies(copies: FoundCopy[] | null, destinationIds: string[]): Hazard {
  const kind = 'copy-made-by-someone';
  if (copies === null) return unchecked(kind);
  const blocking = copies.find((copy) => mayArriveTwice(copy, destinationIds));
  const shown = blocking ?? copies[0];
  if (shown === undefined) return clear(kind);
  return found(kind, blocking !== undefined, {
    nativeId: shown.nativeId,
    at: shown.at,
    by: shown.by ?? '?',
    copies: copies.length,
    ...(blocking === undefined ? { context: 'failed' } : {}),
  });
}

function mayArriveTwice(copy: FoundCopy, destinationIds: string[]): boolean {
  if (copy.deliveries === null) return true;
  return copy.deliveries.some(
    ({ connectorId, delivery }) =>
      destinationIds.includes(connectorId) && (delivery === 'delivered' || delivery === 'unsettled'),
  );
}

/** What the site lets one person send again alone, by what the message is about. */
function judgeClass({ rule, facts }: Evidence): Hazard {
  const kind = 'class-rule';
  const type = facts?.header.messageType ?? '?';
  return rule === 'allow' ? clear(kind) : found(kind, rule !== 'warn', { context: rule, type });
}

function judgeReadOnly({ readOnly }: Evidence): Hazard {
  return readOnly ? found('connection-read-only', true, {}) : clear('connection-read-only');
}

function judgeContent({ body, obstacle }: Evidence): Hazard {
  const reason = obstacle?.found?.reasonKey ?? null;
  const isOther =
    reason === null ||
    isAboutAttachments(reason) ||
    isAboutTarget(reason) ||
    isAboutConnection(reason) ||
    isAboutReceiver(reason);
  if (body === null || !isOther) {
    return found('content-not-stored', true, { reasonKey: isOther ? '' : (reason ?? ''), ...obstacle?.found?.params });
  }
  return clear('content-not-stored');
}

function judgeAttachments({ detail, obstacle, target }: Evidence): Hazard {
  const kind = 'attachments-missing';
  if (detail.attachmentCount === 0) return clear(kind);
  // The engine alone puts them back.
  if (target !== null) return found(kind, true, { count: detail.attachmentCount });
  if (obstacle === null) return unchecked(kind, { count: detail.attachmentCount });
  return obstacle.found !== null && isAboutAttachments(obstacle.found.reasonKey)
    ? found(kind, true, obstacle.found.params)
    : clear(kind);
}

/** The engine will send it by itself, or is at work on it now. */
function judgeQueued({ detail, destinationIds }: Evidence): Hazard {
  const source = detail.connectors.find((row) => row.role === 'source');
  const rows = wantedRows(detail.connectors, destinationIds).filter((row) =>
    ['queued', 'pending', 'received'].includes(row.state),
  );
  if (source?.state === 'received' && rows.length === 0) rows.push(source);
  return rows.length === 0 ? clear('still-queued') : found('still-queued', true, { destinations: namesOf(rows) });
}

/** Sent as well, an order or an answer would be there twice: what was decided has to be taken back first. */
function judgeHandled({ handled }: Evidence): Hazard {
  const kind = 'handled-otherwise';
  if (handled === null) return unchecked(kind);
  return handled.at === null ? clear(kind) : found(kind, true, { at: handled.at });
}

function judgeTarget({ channel, obstacle, destinationIds }: Evidence): Hazard {
  const kind = 'target-stopped';
  const reason = obstacle?.found ?? null;
  if (reason !== null && isAboutTarget(reason.reasonKey)) {
    return found(kind, true, { destinations: channel?.name ?? '', ...reason.params });
  }
  if (channel === null) return unchecked(kind);
  if (channel.state === 'stopped' || channel.state === 'undeployed') {
    return found(kind, true, { destinations: channel.name, state: channel.state });
  }
  const stopped = channel.connectors.filter(
    (connector) => destinationIds.includes(connector.nativeId) && connector.state !== 'started',
  );
  if (stopped.length > 0) return found(kind, false, { destinations: namesOf(stopped), context: 'destination' });
  return channel.state === 'unknown' ? unchecked(kind) : clear(kind);
}

/** Deployed after the failure: another revision may answer differently, for better or worse. */
function judgeRevision({ detail, failedAt }: Evidence): Hazard {
  const kind = 'channel-changed-since';
  if (detail.channelDeployedAt === null) return unchecked(kind);
  return detail.channelDeployedAt > failedAt ? found(kind, false, { at: detail.channelDeployedAt }) : clear(kind);
}

/** Clear only where the index tells of everything since; what was before it is not known. */
function judgeAccepted({ detail, destinationIds, acceptedNativeIds, later, facts }: Evidence): Hazard {
  const kind = 'same-control-id-accepted';
  const delivered = wantedRows(detail.connectors, destinationIds).filter((row) => row.state === 'sent');
  if (delivered.length > 0) return found(kind, false, { destinations: namesOf(delivered), context: 'destination' });
  const other = acceptedNativeIds[0] ?? later?.twins[0];
  if (other !== undefined) return found(kind, false, { nativeId: other });
  const isKnown = later?.window != null && later.tells.controlId && facts?.header.messageControlId != null;
  return isKnown ? clear(kind, later.window ?? {}) : unchecked(kind);
}

/** *engine-text* matters only where text and wire can differ: in bytes outside ASCII. */
function judgeBytes(body: Body | null): Hazard[] {
  if (body === null) return [unchecked('replacement-character'), unchecked('engine-text')];
  const isLossy = containsReplacementCharacter(body.bytes);
  const isReencoded = body.fidelity === 'engine-text' && body.bytes.some((byte) => byte > 0x7f);
  return [
    isLossy ? found('replacement-character', false, {}) : clear('replacement-character'),
    isReencoded ? found('engine-text', false, {}) : clear('engine-text'),
  ];
}

/** U+FFFD as UTF-8 (EF BF BD). */
function containsReplacementCharacter(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0xef); at >= 0; at = bytes.indexOf(0xef, at + 1)) {
    if (bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) return true;
  }
  return false;
}

function isAboutAttachments(reasonKey: string): boolean {
  return reasonKey.startsWith('engine.cannot.attachment');
}

function isAboutTarget(reasonKey: string): boolean {
  return reasonKey.startsWith('engine.cannot.channel');
}

/** A receiver gets what the engine received: not transformed or routed, and no log of the engine shows it. `context`: why it cannot be sent at all. */
function judgePastEngine({ target, obstacle }: Evidence): Hazard {
  const kind = 'past-the-engine';
  const reason = obstacle?.found?.reasonKey ?? '';
  const context = receiverReason.exec(reason)?.[1];
  if (context !== undefined) return found(kind, true, { context });
  return found(kind, false, { name: target?.name ?? '', place: target?.url ?? '' });
}

/** To the same receiver it may not go again; a settled one elsewhere, or one a person has settled, is told. */
function judgeSentPastEngine({ sentPastEngine, target }: Evidence): Hazard {
  const kind = 'sent-past-the-engine-before';
  const again = sentPastEngine.find(
    (each) => each.targetConnectionId === target?.connectionId && each.state !== 'handled-otherwise',
  );
  const shown = again ?? sentPastEngine[0];
  if (shown === undefined) return clear(kind);
  return found(kind, again !== undefined, { at: shown.sentAt ?? 0, by: shown.person });
}

const receiverReason = /^engine\.cannot\.mllp(\w+)$/;

function isAboutReceiver(reasonKey: string): boolean {
  return receiverReason.test(reasonKey);
}

/** Judged from the connection itself. */
function isAboutConnection(reasonKey: string): boolean {
  return reasonKey === 'engine.cannot.readOnly';
}

function wantedRows(rows: ConnectorRow[], destinationIds: string[]): ConnectorRow[] {
  return rows.filter((row) => row.role === 'destination' && destinationIds.includes(row.connectorId));
}

function namesOf(items: { name: string }[]): string {
  return items.map((item) => item.name).join(', ');
}
