import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { seriesRange } from '../../../src-shared/domain/series.ts';
import { useText } from '../../locales/use-text.ts';
import { fromLocalField, toLocalField } from '../../ui/format/local-field.ts';
import styles from './monitor.module.css';
import type { SeriesChoice } from './series-address.ts';

type SpanFieldsProps = { choice: SeriesChoice; onChoose: (change: Partial<SeriesChoice>) => void };

/** A range up to now, or a stretch from one time to another. */
export function SpanFields({ choice, onChoose }: SpanFieldsProps) {
  const text = useText();
  const { range, span } = choice;
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  useEffect(() => {
    setFrom(span === null ? '' : toLocalField(span.from));
    setTo(span === null ? '' : toLocalField(span.to));
  }, [span?.from, span?.to, span]);
  const [fromAt, toAt] = [fromLocalField(from), fromLocalField(to)];
  const isWhole = fromAt !== null && toAt !== null && fromAt < toAt;
  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) onChoose({ span: { from: fromAt, to: toAt } });
      }}
    >
      <SegmentedControl
        aria-label={text('overview.range')}
        value={span === null ? range : ''}
        data={seriesRange.options.map((value) => ({ value, label: text(`overview.range.${value}`) }))}
        onChange={(value) => onChoose({ range: seriesRange.parse(value), span: null })}
      />
      <TextInput
        type="datetime-local"
        size="xs"
        w={190}
        aria-label={text('series.from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        size="xs"
        w={190}
        aria-label={text('series.to')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button type="submit" size="compact-sm" variant="default" disabled={!isWhole}>
        {text('series.show')}
      </Button>
    </form>
  );
}
