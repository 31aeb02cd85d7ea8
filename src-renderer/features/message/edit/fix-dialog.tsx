import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import classes from './edit.module.css';
import type { SuggestedEdit } from './use-suggestion.ts';

type FixDialogProps = { edits: readonly SuggestedEdit[]; onUse: () => void; onClose: () => void };

/** A suggestion before it is used: each place as it is and as it would be. */
export function FixDialog({ edits, onUse, onClose }: FixDialogProps) {
  const text = useText();
  const shown = (value: string): string => (value === '' ? text('edit.empty') : value);
  return (
    <ConfirmDialog title={text('edit.fix')} confirmLabel={text('edit.fix.use')} onConfirm={onUse} onClose={onClose}>
      <table className={classes.changes}>
        <thead>
          <tr>
            <th>{text('message.tree')}</th>
            <th>{text('edit.fix.before')}</th>
            <th>{text('edit.fix.after')}</th>
          </tr>
        </thead>
        <tbody>
          {edits.map(({ path, before, text: after }) => (
            <tr key={path}>
              <td className="mono">{path}</td>
              <td className="mono">{shown(before)}</td>
              <td className="mono">{shown(after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ConfirmDialog>
  );
}
