import { SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import { useText } from '../../../locales/use-text.ts';
import classes from '../edit-many.module.css';
import { readTable, writeTable } from './map-table.ts';
import { mostTableRows } from './step-draft.ts';

type MapStep = Extract<EditStep, { kind: 'map' }>;
type MapFieldProps = {
  step: MapStep;
  isLacking: boolean;
  onChange: (step: MapStep, mark: string | null) => void;
};

/** A table pasted from a spreadsheet: the old value and the new one. */
export function MapField({ step, isLacking, onChange }: MapFieldProps) {
  const text = useText();
  const [written, setWritten] = useState(() => writeTable(step.table));
  // The list was changed elsewhere (undone, opened from a file): what was written here is no longer it.
  const isOwn = isSame(readTable(written).rows.slice(0, mostTableRows), step.table);
  const shown = isOwn ? written : writeTable(step.table);
  const { rows, faults } = readTable(shown);
  const [fault] = faults;
  const problem = fault
    ? text(`editMany.table.fault.${fault.kind}`, { line: fault.line })
    : rows.length > mostTableRows
      ? text('editMany.table.tooMany', { count: mostTableRows })
      : isLacking
        ? text('editMany.lack.table')
        : null;
  return (
    <>
      <Textarea
        label={text('editMany.table')}
        description={
          rows.length > 0 ? text('editMany.table.rows', { count: rows.length }) : text('editMany.table.hint')
        }
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        placeholder={text('editMany.table.example')}
        className={classes.table ?? ''}
        value={shown}
        error={problem}
        spellCheck={false}
        autosize
        minRows={3}
        maxRows={8}
        onChange={(event) => {
          const value = event.currentTarget.value;
          setWritten(value);
          onChange({ ...step, table: readTable(value).rows.slice(0, mostTableRows) }, 'table');
        }}
      />
      <div className={classes.otherwise}>
        <span id={`otherwise-${step.kind}`} className="dim">
          {text('editMany.otherwise')}
        </span>
        <SegmentedControl
          size="xs"
          aria-label={text('editMany.otherwise')}
          value={step.otherwise}
          data={(['keep', 'refuse'] as const).map((value) => ({ value, label: text(`editMany.otherwise.${value}`) }))}
          onChange={(value) => onChange({ ...step, otherwise: value === 'refuse' ? 'refuse' : 'keep' }, null)}
        />
      </div>
    </>
  );
}

function isSame(one: MapStep['table'], other: MapStep['table']): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
