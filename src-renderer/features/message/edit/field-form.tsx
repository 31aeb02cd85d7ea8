import { Button, SegmentedControl } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { FieldFacts } from '../../../../src-shared/contract/message-edit-fields.ts';
import { useText } from '../../../locales/use-text.ts';
import classes from './edit.module.css';
import { FieldInput } from './field-input.tsx';
import { FieldRemark } from './field-remark.tsx';

const explicitNull = '""';

type FieldFormProps = {
  field: FieldFacts;
  format: string;
  planned: string | null;
  /** Null: as the message has it. */
  onApply: (text: string | null) => void;
  onClose: () => void;
};

/** One field's new value: Enter takes it over, Escape leaves it as it was. */
export function FieldForm({ field, format, planned, onApply, onClose }: FieldFormProps) {
  const text = useText();
  const stored = field.isExplicitNull ? explicitNull : field.value;
  const [value, setValue] = useState(planned ?? stored);
  const state = value === explicitNull && field.hasExplicitNull ? 'null' : value === '' ? 'empty' : 'value';
  // The last value that was written, for whoever comes back to it.
  const [written, setWritten] = useState(state === 'value' ? value : field.value);

  function write(next: string): void {
    setValue(next);
    if (next !== '' && next !== explicitNull) setWritten(next);
  }

  function apply(next: string): void {
    onApply(next === stored ? null : next);
    onClose();
  }

  function onKeyDown(event: KeyboardEvent<HTMLFormElement>): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  }

  return (
    <form
      className={classes.fieldBody}
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        apply(value);
      }}
    >
      <FieldInput {...{ field, format }} value={state === 'null' ? '' : value} onChange={write} />
      <FieldRemark {...{ field, format, value, state }} />
      {field.hasExplicitNull ? (
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={text('edit.presence')}
          value={state}
          data={[
            { value: 'value', label: text('edit.presence.value') },
            { value: 'empty', label: text('edit.presence.empty') },
            { value: 'null', label: text('edit.presence.null') },
          ]}
          onChange={(next) => setValue(next === 'null' ? explicitNull : next === 'empty' ? '' : written)}
        />
      ) : null}
      {state === 'value' || !field.hasExplicitNull ? null : (
        <p className={classes.hint}>{text(`edit.presence.${state}.text`)}</p>
      )}
      <div className={classes.fieldButtons}>
        <Button size="compact-sm" type="submit">
          {text('edit.apply')}
        </Button>
        {planned !== null ? (
          <Button size="compact-sm" variant="default" onClick={() => apply(stored)}>
            {text('edit.undo')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
