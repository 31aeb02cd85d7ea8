import { Checkbox, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { isBoolean, useRemembered } from '../../ui/use-remembered.ts';
import { DifferenceView } from '../../widgets/difference-view.tsx';
import { translateMaskWords } from '../../widgets/mask-words.ts';
import { useMaskWords } from '../../widgets/use-mask-words.ts';
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
  // Each comparison is an entry in the audit log: not one for every letter typed.
  const [wanted] = useDebouncedValue(ignored, 400);
  const ignore = ignoresUsual ? wanted.split(/[\s,;]+/).filter(Boolean) : [];
  const comparison = useContractQuery('message.compare', { a, b, ignore }, { keepPrevious: true });
  const isRevealed = useIsRevealed(a, b);
  // What was revealed goes from the screen at once, not when the masked answer is here.
  const isEnded = !isRevealed && comparison.data?.masked === false;
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
      {isEnded ? (
        <StateView kind="loading" />
      ) : (
        <QueryView query={comparison}>
          {(found) => <Found comparison={found} shows={shows} question={JSON.stringify([a, b, ignore])} />}
        </QueryView>
      )}
    </div>
  );
}

function useIsRevealed(a: ComparedForm, b: ComparedForm): boolean {
  const first = useContractQuery('message.get', { ref: a.ref });
  const second = useContractQuery('message.get', { ref: b.ref });
  return [first, second].every(({ data }) => data !== undefined && data.revealedUntil !== null);
}

type FoundProps = { comparison: Comparison; shows: 'fields' | 'text'; question: string };

function Found({ comparison, shows, question }: FoundProps) {
  const text = useText();
  const maskWords = useMaskWords();
  const { differences, isComplete, masked, isTruncated } = comparison;
  const shown = (side: string): string => (masked ? translateMaskWords(side, maskWords) : side);
  return (
    <>
      <p className={classes.compareCount} role="status">
        {differences.length > 0 ? text('compare.count', { count: differences.length }) : ''}
        {isComplete ? '' : ` ${text('compare.more')}`}
        {masked ? ` ${text('compare.masked')}` : ''}
        {isTruncated && shows === 'text' ? ` ${text('message.truncated')}` : ''}
      </p>
      {shows === 'text' ? (
        <DifferenceView
          before={shown(comparison.before)}
          after={shown(comparison.after)}
          format={comparison.format}
          beforeLabel={text('compare.first')}
          afterLabel={text('compare.second')}
          unchangedLabel={text('edit.unchanged')}
        />
      ) : differences.length === 0 ? (
        <StateView kind="empty" title={text('compare.same')} hint={text('compare.same.text')} />
      ) : (
        <DifferenceTable differences={differences} question={question} />
      )}
    </>
  );
}
