import type { Goal } from '../../../../src-shared/domain/alerts/goal.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { PlaceName } from '../place-name.tsx';
import { useSaveGoals } from './use-save-goals.ts';

type Props = { removed: Goal; goals: readonly Goal[]; onClose: () => void };

/** Takes a goal away; the figures it was judged by stay. */
export function RemoveGoal({ removed, goals, onClose }: Props) {
  const text = useText();
  const { save, isBusy, failed } = useSaveGoals(onClose);
  return (
    <ConfirmDialog
      title={text('alerts.goals.removeTitle')}
      confirmLabel={text('alerts.rules.remove')}
      needsReason
      isBusy={isBusy}
      onConfirm={(reason) =>
        save(
          goals.filter(({ goalId }) => goalId !== removed.goalId),
          reason,
        )
      }
      onClose={onClose}
    >
      <p>
        <PlaceName scope={removed.scope} />
      </p>
      {failed === null ? null : <p role="alert">{failed}</p>}
    </ConfirmDialog>
  );
}
