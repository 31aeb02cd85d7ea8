import { Select, TextInput } from '@mantine/core';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { askReasons } from '../../../src-shared/contract/trace.ts';
import { useText } from '../../locales/use-text.ts';
import classes from './trace.module.css';

/** As typed; `unitIds` parted by blanks. `reason` null = not chosen yet. */
export type Caller = {
  name: string;
  unit: string;
  unitIds: string;
  phone: string;
  reason: InputOf<'trace.ask'>['reason'] | null;
};

export const emptyCaller: Caller = { name: '', unit: '', unitIds: '', phone: '', reason: null };

const shortest = 2;

export function isComplete({ name, unit, reason }: Caller): boolean {
  return name.trim().length >= shortest && unit.trim().length >= shortest && reason !== null;
}

/** Who asks and why; both are written to the access log. Kept for the next question of the same call. */
export function CallerForm({ caller, onChange }: { caller: Caller; onChange: (caller: Caller) => void }) {
  const text = useText();
  const set = (change: Partial<Caller>): void => onChange({ ...caller, ...change });
  return (
    <fieldset className={classes.fields}>
      <legend>{text('trace.caller')}</legend>
      <TextInput
        size="xs"
        required
        data-autofocus
        autoFocus
        autoComplete="off"
        label={text('trace.caller.name')}
        value={caller.name}
        maxLength={120}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <TextInput
          size="xs"
          required
          autoComplete="off"
          label={text('trace.caller.unit')}
          value={caller.unit}
          maxLength={120}
          onChange={(event) => set({ unit: event.currentTarget.value })}
        />
        <TextInput
          size="xs"
          type="tel"
          autoComplete="off"
          label={text('trace.caller.phone')}
          value={caller.phone}
          maxLength={40}
          onChange={(event) => set({ phone: event.currentTarget.value })}
        />
      </div>
      <TextInput
        size="xs"
        autoComplete="off"
        label={text('trace.caller.unitIds')}
        description={text('trace.caller.unitIdsHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={caller.unitIds}
        maxLength={400}
        onChange={(event) => set({ unitIds: event.currentTarget.value })}
      />
      <Select
        size="xs"
        required
        label={text('trace.reason')}
        data={askReasons.map((value) => ({ value, label: text(`trace.reason.${value}`) }))}
        value={caller.reason}
        onChange={(value) => set({ reason: askReasons.find((each) => each === value) ?? null })}
      />
    </fieldset>
  );
}
