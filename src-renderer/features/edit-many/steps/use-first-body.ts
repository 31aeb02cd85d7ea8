import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';

/** One stored form of one message, as the contract names it. */
export type BodySource = { ref: MessageRef; connectorId: string; stage: 'raw' };

/** The form that is edited and sent: what the source received. Null when it was not stored. */
export function rawSource({ ref, connectors }: OutputOf<'message.get'>): BodySource | null {
  const source = connectors.find(
    ({ role, stages }) => role === 'source' && stages.some(({ stage }) => stage === 'raw'),
  );
  return source ? { ref, connectorId: source.connectorId, stage: 'raw' } : null;
}

/** The first message's body, open for looking up addresses; null while it is not, or cannot be. Opening it is a view in the audit log. */
export function useFirstBody(ref: MessageRef | null, isWanted: boolean): (BodySource & { format: string }) | null {
  const nothing: MessageRef = { connectionId: '', channelId: '', nativeId: '' };
  const isAsked = ref !== null && isWanted;
  const message = useContractQuery('message.get', { ref: ref ?? nothing }, { enabled: isAsked });
  const source = isAsked && message.data ? rawSource(message.data) : null;
  const body = useContractQuery('message.openBody', source ?? { ref: nothing, connectorId: '', stage: 'raw' }, {
    enabled: source !== null,
  });
  return source && body.data ? { ...source, format: body.data.format } : null;
}
