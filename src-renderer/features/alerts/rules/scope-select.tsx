import { Select } from '@mantine/core';
import { type AlertKind, type AlertScope, engineAlertKinds } from '../../../../src-shared/domain/alerts/alert-rule.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';

type Props = { kind: AlertKind; scope: AlertScope; onChange: (scope: AlertScope) => void };

const everywhere: AlertScope = { connectionId: null, channelId: null };

/** What a rule is about: everything, one engine, or one channel. */
export function ScopeSelect({ kind, scope, onChange }: Props) {
  const text = useText();
  const { data: overview } = useContractQuery('monitor.overview', {});
  const { data: connections } = useContractQuery('connections.list', {});
  const engines = (connections?.items ?? []).map(({ connection: { connectionId, name } }) => ({
    value: keyOfScope({ connectionId, channelId: null }),
    label: text('alerts.rules.wholeEngine', { name }),
    scope: { connectionId, channelId: null },
  }));
  const channels = (overview?.channels ?? []).map(({ connectionId, channelId, name }) => ({
    value: keyOfScope({ connectionId, channelId }),
    label: name,
    scope: { connectionId, channelId },
  }));
  const all = { value: keyOfScope(everywhere), label: text('alerts.silences.everything'), scope: everywhere };
  const choices = [all, ...engines, ...(engineAlertKinds.has(kind) ? [] : channels)];
  const isKnown = choices.some(({ value }) => value === keyOfScope(scope));
  const gone = isKnown ? [] : [{ value: keyOfScope(scope), label: scope.channelId ?? scope.connectionId ?? '', scope }];
  return (
    <Select
      label={text('alerts.column.where')}
      searchable
      allowDeselect={false}
      data={[...choices, ...gone].map(({ value, label }) => ({ value, label }))}
      value={keyOfScope(scope)}
      onChange={(value) => onChange(choices.find((each) => each.value === value)?.scope ?? scope)}
    />
  );
}

function keyOfScope({ connectionId, channelId }: AlertScope): string {
  return JSON.stringify([connectionId, channelId]);
}
