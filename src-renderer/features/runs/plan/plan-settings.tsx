import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import type { RunSettings } from '../../../../src-shared/domain/replay-run.ts';
import { useText } from '../../../locales/use-text.ts';
import { fromLocalField, toLocalField } from '../../../ui/format/local-field.ts';
import classes from '../runs.module.css';
import { NewestOnly } from './newest-only.tsx';

type PlanSettingsProps = {
  runId: string;
  settings: RunSettings;
  /** They were agreed to. */
  isFixed: boolean;
  onSettings: (settings: RunSettings) => void;
};

/** How it is to go: what is sent first, how fast, and when it stops by itself. */
export function PlanSettings({ runId, settings, isFixed, onSettings }: PlanSettingsProps) {
  const text = useText();
  const set = (change: Partial<RunSettings>): void => onSettings({ ...settings, ...change });
  return (
    <fieldset className={classes.settings} disabled={isFixed}>
      <legend>{text('runs.settings')}</legend>
      <NumberInput
        size="xs"
        label={text('runs.settings.test')}
        min={settings.whenBack ? 1 : 0}
        max={20}
        clampBehavior="strict"
        allowDecimal={false}
        value={settings.testCount}
        onChange={(value) => set({ testCount: numberIn(value) ?? (settings.whenBack ? 1 : 0) })}
      />
      <Checkbox
        size="xs"
        label={text('runs.settings.pause')}
        disabled={settings.testCount === 0}
        checked={settings.pausesAfterTest && settings.testCount > 0}
        onChange={(event) => set({ pausesAfterTest: event.currentTarget.checked })}
      />
      <NumberInput
        size="xs"
        label={text('runs.settings.rate')}
        placeholder={text('runs.settings.rate.none')}
        min={1}
        max={60_000}
        clampBehavior="strict"
        allowDecimal={false}
        value={settings.perMinute ?? ''}
        onChange={(value) => set({ perMinute: numberIn(value) })}
      />
      <div className={classes.pair}>
        <NumberInput
          size="xs"
          label={text('runs.settings.inRow')}
          min={1}
          max={1000}
          clampBehavior="strict"
          allowDecimal={false}
          value={settings.stopInRow}
          onChange={(value) => set({ stopInRow: numberIn(value) ?? settings.stopInRow })}
        />
        <NumberInput
          size="xs"
          label={text('runs.settings.percent')}
          min={1}
          max={100}
          clampBehavior="strict"
          suffix=" %"
          value={settings.stopPercent}
          onChange={(value) => set({ stopPercent: numberIn(value) ?? settings.stopPercent })}
        />
      </div>
      <p className="dim small">{text('runs.settings.percent.hint')}</p>
      <NewestOnly runId={runId} settings={settings} onSettings={onSettings} />
      <TextInput
        size="xs"
        type="datetime-local"
        label={text('runs.settings.startsAt')}
        description={text('runs.settings.startsAt.hint')}
        disabled={settings.whenBack}
        value={settings.startsAt === null ? '' : toLocalField(settings.startsAt)}
        onChange={(event) => set({ startsAt: fromLocalField(event.currentTarget.value) })}
      />
      <Checkbox
        size="xs"
        label={text('runs.settings.whenBack')}
        description={text('runs.settings.whenBack.hint')}
        checked={settings.whenBack}
        onChange={(event) =>
          set(
            event.currentTarget.checked
              ? { whenBack: true, startsAt: null, testCount: Math.max(1, settings.testCount) }
              : { whenBack: false },
          )
        }
      />
    </fieldset>
  );
}

/** What a field for numbers holds; null = nothing, or not a number yet. */
function numberIn(value: string | number): number | null {
  return typeof value === 'number' && value >= 1 ? value : null;
}
