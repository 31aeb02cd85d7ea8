import { Select } from '@mantine/core';
import { failureKinds } from '../../../src-shared/domain/failure-kind.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { type AddressChoice, useRecentSearches } from '../../bridge/use-address-choice.ts';
import { useText } from '../../locales/use-text.ts';
import { AddressLine } from '../../widgets/address-line.tsx';
import { SearchBox } from '../../widgets/search-box.tsx';
import { type FilterChoice, filterOf } from './failure-filter.ts';
import classes from './failures.module.css';
import { SearchHelp } from './search-help.tsx';

type FilterBarProps = { address: AddressChoice<FilterChoice>; now: number };

/** Text, channel, cause, time and state; `/` goes to the text. */
export function FilterBar({ address, now }: FilterBarProps) {
  const { choice, setChoice: onChoice } = address;
  const text = useText();
  const recent = useRecentSearches('failures');
  const facets = useContractQuery(
    'failures.facets',
    { filter: filterOf({ ...choice, channel: null, kind: null }, now) },
    { keepPrevious: true },
  );
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
      <div className={classes.search}>
        <SearchBox
          label={text('failures.filter.text')}
          value={choice.text}
          maxLength={200}
          recent={recent}
          help={<SearchHelp />}
          onChange={(written) => onChoice({ ...choice, text: written })}
          onCommit={address.endTyping}
        />
      </div>
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
      <AddressLine notice={address.notice} />
    </search>
  );
}
