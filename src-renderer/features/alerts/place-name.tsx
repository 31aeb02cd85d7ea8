import type { AlertScope } from '../../../src-shared/domain/alerts/alert-rule.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';

/** What a rule or a silence is about, by name. */
export function PlaceName({ scope }: { scope: AlertScope }) {
  const text = useText();
  const { data: overview } = useContractQuery('monitor.overview', {});
  const { data: connections } = useContractQuery('connections.list', {});
  const { connectionId, channelId } = scope;
  if (connectionId === null) return text('alerts.silences.everything');
  const engine = connections?.items.find(({ connection }) => connection.connectionId === connectionId);
  if (channelId === null) return engine?.connection.name ?? connectionId;
  const channel = overview?.channels.find((row) => row.connectionId === connectionId && row.channelId === channelId);
  return channel?.name ?? channelId;
}
