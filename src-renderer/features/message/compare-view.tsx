import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { isBoolean, useRemembered } from '../../ui/use-remembered.ts';
import { DifferenceView } from '../../widgets/difference-view.tsx';
import type { ComparedForm } from './compare-address.ts';
import { DifferenceTable } from './difference-table.tsx';
import classes from './message.module.css';

type Comparison = OutputOf<'message.compare'>;

/** Left out by default: every copy of a message has its own (HL7 v2 MSH-7, MSH-10). */
const usualIgnored = 'MSH-7, MSH-10';

/** Two stored forms beside each other: first what changed in words, then the texts. */
export function CompareView({ a, b }: { a: ComparedForm; b: ComparedForm }) {
  const text = useText();
  const [ignoresUsual, setIgnoresUsual] = useRemembered('compare.ignore', true, isBoolean);
  const [ignored, setIgnored] = useState(usualIgnored);
  const [shows, setShows] = useState<'fields' | 'text'>('fields');
  const ignore = ignoresUsual ? ignored.split(/[\s,;]+/).filter(Boolean) : [];
  const comparison = useContractQuery('message.compare', { a, b, ignore }, { keepPrevious: true });
  return (
    <div className={classes.compare}>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={text('compare.shows')}
          value={shows}
          data={[
            { value: 'fields', label: text('compare.byField') },
            { value: 'text', label: text('compare.asText') },
          ]}
          onChange={(value) => setShows(value === 'text' ? 'text' : 'fields')}
        />
        <Checkbox
          size="xs"
          label={text('compare.ignore')}
          checked={ignoresUsual}
          onChange={(event) => setIgnoresUsual(event.currentTarget.checked)}
        />
        <TextInput
          size="xs"
          aria-label={text('compare.ignored')}
          value={ignored}
          disabled={!ignoresUsual}
          onChange={(event) => setIgnored(event.currentTarget.value)}
        />
      </div>
      <QueryView query={comparison}>{(found) => <Found comparison={found} shows={shows} />}</QueryView>
    </div>
  );
}

function Found({ comparison, shows }: { comparison: Comparison; shows: 'fields' | 'text' }) {
  const text = useText();
  const { differences, isComplete, masked } = comparison;
  return (
    <>
      <p className={classes.compareCount} role="status">
        {differences.length > 0 ? text('compare.count', { count: differences.length }) : ''}
        {isComplete ? '' : ` ${text('compare.more')}`}
        {masked ? ` ${text('compare.masked')}` : ''}
      </p>
      {shows === 'text' ? (
        <DifferenceView
          before={comparison.before}
          after={comparison.after}
          format={comparison.format}
          beforeLabel={text('compare.first')}
          afterLabel={text('compare.second')}
          unchangedLabel={text('edit.unchanged')}
        />
      ) : differences.length === 0 ? (
        <StateView kind="empty" title={text('compare.same')} hint={text('compare.same.text')} />
      ) : (
        <DifferenceTable differences={differences} />
      )}
    </>
  );
}
