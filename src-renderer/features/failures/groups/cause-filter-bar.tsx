import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { filterOf, wholeList } from '../failure-filter.ts';
import classes from '../failures.module.css';
import { type CauseChoice, causeFacet } from './cause-filter.ts';
import type { GroupView } from './group-view.ts';

type CauseFilterBarProps = {
  choice: CauseChoice;
  onChoice: (choice: CauseChoice) => void;
  /** All causes of the engine and channel chosen. */
  groups: readonly GroupView[];
  wordsOf: (group: GroupView) => string;
};

/** Text, engine, channel, kind, state and owner; `/` goes to the text. Causes are counted from the whole answer, failures of a channel as far as was looked. */
export function CauseFilterBar({ choice, onChoice, groups, wordsOf }: CauseFilterBarProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const channels = useChannels(choice);
  const connections = useContractQuery('connections.list', {}).data;
  useKeys([{ keys: '/', label: text('keys.filter'), run: () => input.current?.focus() }]);
  const counted = useCounted();
  const shownEngines = (connections?.items ?? []).filter(
    ({ connection }) => connection.environment === connections?.environment,
  );
  const facet = <D extends 'kind' | 'state' | 'owner'>(by: D) => causeFacet(groups, choice, { by, wordsOf });
  const kinds = facet('kind');
  const states = facet('state');
  return (
    <search className={classes.filters} aria-label={text('groups.filter.text')}>
      <TextInput
        ref={input}
        size="xs"
        className={classes.search ?? ''}
        leftSection={<IconSearch size={14} />}
        aria-label={text('groups.filter.text')}
        placeholder={text('groups.filter.text')}
        value={choice.text}
        maxLength={200}
        onChange={(event) => onChoice({ ...choice, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
      {shownEngines.length > 1 || choice.connectionId !== null ? (
        <Select
          size="xs"
          aria-label={text('groups.filter.connection')}
          placeholder={text('groups.filter.anyConnection')}
          data={shownEngines.map(({ connection }) => ({ value: connection.connectionId, label: connection.name }))}
          value={choice.connectionId}
          clearable
          onChange={(connectionId) => onChoice({ ...choice, connectionId, channel: null })}
        />
      ) : null}
      <Select
        size="xs"
        aria-label={text('failures.filter.channel')}
        placeholder={text('failures.filter.anyChannel')}
        data={channels}
        value={choice.channel}
        clearable
        searchable
        onChange={(channel) => onChoice({ ...choice, channel })}
      />
      <Select
        size="xs"
        aria-label={text('failures.filter.kind')}
        placeholder={text('failures.filter.anyKind')}
        data={kinds.map(({ value, count }) => ({ value, label: counted(text(`failureKind.${value}`), count) }))}
        value={choice.kind}
        clearable
        onChange={(value) => onChoice({ ...choice, kind: kinds.find((each) => each.value === value)?.value ?? null })}
      />
      <Select
        size="xs"
        aria-label={text('groups.filter.state')}
        placeholder={text('groups.filter.anyState')}
        data={states.map(({ value, count }) => ({
          value,
          label: counted(text(`groups.filter.state.${value}`), count),
        }))}
        value={choice.state}
        clearable
        onChange={(value) => onChoice({ ...choice, state: states.find((each) => each.value === value)?.value ?? null })}
      />
      <Select
        size="xs"
        aria-label={text('groups.filter.owner')}
        placeholder={text('groups.filter.anyOwner')}
        data={facet('owner').map(({ value, count }) => ({ value, label: counted(value, count) }))}
        value={choice.owner}
        clearable
        searchable
        onChange={(owner) => onChoice({ ...choice, owner })}
      />
    </search>
  );
}

/** A name with its count; in words where not all that match were looked at. */
function useCounted(): (name: string, count: number, isWhole?: boolean) => string {
  const text = useText();
  const format = useFormat();
  return (name, count, isWhole = true) =>
    text(isWhole ? 'failures.filter.counted' : 'failures.filter.countedPart', { name, count: format.number(count) });
}

/** Channels with open failures, of the engine chosen. */
function useChannels({ connectionId }: CauseChoice): { value: string; label: string }[] {
  const counted = useCounted();
  const filter = { ...filterOf(wholeList, 0), connectionId };
  const { data } = useContractQuery('failures.facets', { filter }, { keepPrevious: true });
  return (data?.channels ?? []).map((each) => ({
    value: `${each.connectionId}/${each.channelId}`,
    label: counted(each.channelName, each.count, data?.isWhole),
  }));
}
