import { NativeSelect, NumberInput } from '@mantine/core';
import { burnSpeeds } from '../../../../src-shared/domain/alerts/goal.ts';
import { useText } from '../../../locales/use-text.ts';
import type { LimitName, Limits } from './rule-draft.ts';

/** The limits of a rule; which there are depends on what it looks for. */
export function LimitFields({ limits, onChange }: { limits: Limits; onChange: (limits: Limits) => void }) {
  const text = useText();
  return Object.entries(limits).map(([name, value]) =>
    name === 'speed' ? (
      <NativeSelect
        key={name}
        label={text('alerts.limit.speed')}
        value={value}
        data={burnSpeeds.map((speed) => ({ value: speed, label: text(`alerts.goals.burning.${speed}`) }))}
        onChange={(event) => onChange({ ...limits, speed: event.currentTarget.value })}
      />
    ) : (
      <NumberInput
        key={name}
        label={text(`alerts.limit.${name as LimitName}`)}
        allowDecimal={name === 'share'}
        min={name === 'busyBefore' ? 0 : name === 'share' ? 0.1 : 1}
        value={Number.isNaN(value) ? '' : value}
        onChange={(typed) => onChange({ ...limits, [name]: typed === '' ? Number.NaN : Number(typed) })}
      />
    ),
  );
}
