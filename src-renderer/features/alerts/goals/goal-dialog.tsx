import { NativeSelect, NumberInput, Select } from '@mantine/core';
import { useState } from 'react';
import { type Goal, goal as goalSchema } from '../../../../src-shared/domain/alerts/goal.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useSaveGoals } from './use-save-goals.ts';

type Props = { start: Goal; goals: readonly Goal[]; onClose: () => void };
const usualSilence = 60;

/** One goal: of which channel, what counts, how much of it, over how long. */
export function GoalDialog({ start, goals, onClose }: Props) {
  const text = useText();
  const [draft, setDraft] = useState(start);
  const { data } = useContractQuery('monitor.overview', {});
  const { save, isBusy, failed } = useSaveGoals(onClose);
  const channels = (data?.channels ?? []).map(({ connectionId, channelId, name }) => ({
    value: JSON.stringify([connectionId, channelId]),
    label: name,
    scope: { connectionId, channelId },
  }));
  const isSound = goalSchema.safeParse(draft).success && draft.scope.channelId !== '';
  const others = goals.filter(({ goalId }) => goalId !== draft.goalId);
  const { measure } = draft;
  return (
    <ConfirmDialog
      title={text('alerts.goals.title')}
      confirmLabel={text('ui.save')}
      needsReason
      isComplete={isSound}
      isBusy={isBusy}
      onConfirm={(reason) => save([...others, draft], reason)}
      onClose={onClose}
    >
      <Select
        label={text('alerts.column.where')}
        searchable
        data={channels.map(({ value, label }) => ({ value, label }))}
        value={JSON.stringify([draft.scope.connectionId, draft.scope.channelId])}
        onChange={(value) =>
          setDraft({ ...draft, scope: channels.find((each) => each.value === value)?.scope ?? draft.scope })
        }
      />
      <NativeSelect
        label={text('alerts.goals.what')}
        value={measure.kind}
        data={[
          { value: 'availability', label: text('alerts.goals.availability') },
          { value: 'freshness', label: text('alerts.goals.freshness') },
        ]}
        onChange={(event) =>
          setDraft({
            ...draft,
            measure:
              event.currentTarget.value === 'freshness'
                ? { kind: 'freshness', silenceMinutes: usualSilence }
                : { kind: 'availability' },
          })
        }
      />
      {measure.kind === 'freshness' ? (
        <NumberInput
          label={text('alerts.goals.silence')}
          min={1}
          max={1440}
          value={measure.silenceMinutes}
          onChange={(typed) => setDraft({ ...draft, measure: { kind: 'freshness', silenceMinutes: Number(typed) } })}
        />
      ) : null}
      <NumberInput
        label={text('alerts.goals.percent')}
        min={50}
        max={99.99}
        step={0.1}
        decimalScale={2}
        value={Math.round(draft.target * 10_000) / 100}
        onChange={(typed) => setDraft({ ...draft, target: Number(typed) / 100 })}
      />
      <NumberInput
        label={text('alerts.goals.days')}
        min={1}
        max={14}
        allowDecimal={false}
        value={draft.windowDays}
        onChange={(typed) => setDraft({ ...draft, windowDays: Number(typed) })}
      />
      {failed === null ? null : <p role="alert">{failed}</p>}
    </ConfirmDialog>
  );
}
