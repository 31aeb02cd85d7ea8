import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRef } from 'react';
import { failureKinds } from '../../../src-shared/domain/failure-kind.ts';
import { readSearch } from '../../../src-shared/domain/search/read-search.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { type FilterChoice, filterOf } from './failure-filter.ts';
import classes from './failures.module.css';
import { SearchHelp } from './search-help.tsx';

type FilterBarProps = { choice: FilterChoice; onChoice: (choice: FilterChoice) => void; now: number };

/** Text, channel, cause, time and state; `/` goes to the text. */
export function FilterBar({ choice, onChoice, now }: FilterBarProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const facets = useContractQuery(
    'failures.facets',
    { filter: filterOf({ ...choice, channel: null, kind: null }, now) },
    { keepPrevious: true },
  );
  useKeys([{ keys: '/', label: text('keys.filter'), run: () => input.current?.focus() }]);
  const reading = readSearch(choice.text);
  const fault = reading.kind === 'fault' ? reading.fault : null;
  const channels = (facets.data?.channels ?? []).map((each) => ({
    value: `${each.connectionId}/${each.channelId}`,
    label: `${each.channelName} (${each.count})`,
  }));
  const countOf = (kind: string): number => facets.data?.kinds.find((each) => each.kind === kind)?.count ?? 0;
  const kinds = failureKinds
    .filter((kind) => countOf(kind) > 0 || kind === choice.kind)
    .map((kind) => ({ value: kind, label: `${text(`failureKind.${kind}`)} (${countOf(kind)})` }));
  return (
    <search className={classes.filters} aria-label={text('failures.filter.text')}>
      <TextInput
        ref={input}
        size="xs"
        className={classes.search ?? ''}
        leftSection={<IconSearch size={14} />}
        aria-label={text('failures.filter.text')}
        placeholder={text('failures.filter.text')}
        value={choice.text}
        maxLength={200}
        error={fault === null ? null : `${text(`search.fault.${fault.rule}`, fault.params)} (${fault.at + 1})`}
        rightSection={<SearchHelp />}
        onChange={(event) => onChoice({ ...choice, text: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
      />
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
        data={kinds}
        value={choice.kind}
        clearable
        onChange={(value) => onChoice({ ...choice, kind: failureKinds.find((kind) => kind === value) ?? null })}
      />
      <Select
        size="xs"
        aria-label={text('failures.filter.time')}
        allowDeselect={false}
        data={[
          { value: 'any', label: text('failures.filter.anyTime') },
          { value: 'hour', label: text('failures.filter.hour') },
          { value: 'day', label: text('failures.filter.day') },
          { value: 'week', label: text('failures.filter.week') },
        ]}
        value={choice.span}
        onChange={(value) => onChoice({ ...choice, span: (value ?? 'any') as FilterChoice['span'] })}
      />
      <Select
        size="xs"
        aria-label={text('failures.filter.state')}
        allowDeselect={false}
        data={[
          { value: 'open', label: text('failures.filter.open') },
          { value: 'resolved', label: text('failures.filter.resolved') },
          { value: 'all', label: text('failures.filter.all') },
        ]}
        value={choice.state}
        onChange={(value) => onChoice({ ...choice, state: (value ?? 'open') as FilterChoice['state'] })}
      />
    </search>
  );
}
