import type { LifecycleFacet } from '../engine.ts';
import { faultOfAnswer } from './mirth-answers.ts';
import type { MirthKnowledge } from './mirth-channels.ts';
import type { MirthClient } from './mirth-client.ts';
import { fault } from './mirth-faults.ts';
import type { MirthSentenceKey } from './mirth-sentences.ts';

type Query = Parameters<LifecycleFacet['obstacle']>[0];

/** A start against a taken port took 9 s, because the engine tries again itself (mirth-api §5). */
const actTimeoutMs = 60_000;

/** Start, stop, pause and resume. Source: mirth-api §5, exchanges 40 to 46. */
export function createMirthLifecycle(deps: {
  client: MirthClient;
  knowledge: MirthKnowledge;
  isReadOnly: boolean;
}): LifecycleFacet {
  const { client, knowledge, isReadOnly } = deps;
  return {
    obstacle: (query) => Promise.resolve(isReadOnly ? 'engine.cannot.readOnly' : obstacleIn(knowledge, query)),
    async act({ channelId, connectorId, action }, signal) {
      if (isReadOnly) throw fault('FORBIDDEN', 'engine.cannot.readOnly');
      const place = connectorId === null ? '' : `/connector/${encodeURIComponent(connectorId)}`;
      const path = `/channels/${encodeURIComponent(channelId)}${place}/_${action}`;
      const query = { returnErrors: true }; // else the engine answers 204 also when it failed (mirth-api fact 9)
      const answer = await client.command(
        { topic: 'command', method: 'POST', path, query, timeoutMs: actTimeoutMs },
        signal,
      );
      if (answer.status >= 200 && answer.status < 300) return;
      const refusal = faultOfAnswer(answer, { topic: 'command', exposeDetail: true });
      if (refusal.code === 'ENGINE_REFUSED') throw refusal;
      const detail = String(refusal.params.detail ?? answer.status);
      throw fault('ENGINE_PROTOCOL', 'engine.cannot.lifecycle', { detail });
    },
  };
}

/** What the engine would take with 204 and not do. Null too when nothing is known of the channel yet. */
function obstacleIn(knowledge: MirthKnowledge, { channelId, connectorId, action }: Query): MirthSentenceKey | null {
  const presence = knowledge.presence(channelId);
  if (presence === 'unknown') return 'engine.cannot.channelUnknown';
  if (presence === 'undeployed') return 'engine.cannot.channelUndeployed';
  const channel = knowledge.channel(channelId);
  if (channel === null) return null;
  if (connectorId === null) return null;
  if (action === 'pause' || action === 'resume') return 'engine.cannot.connectorPause';
  const connector = channel.snapshot.connectors.find(({ nativeId }) => nativeId === connectorId);
  if (connector === undefined) return 'engine.cannot.connectorUnknown';
  const isStuck = action === 'stop' && connector.role === 'destination' && !connector.hasQueue;
  return isStuck ? 'engine.cannot.destinationWithoutQueue' : null; // [42e]
}
