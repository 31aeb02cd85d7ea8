import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import classes from './edit.module.css';
import type { Edit } from './use-edit.ts';

type FixDialogProps = {
  edits: readonly { path: string; text: string }[];
  edit: Edit;
  onUse: () => void;
  onClose: () => void;
};

/** A suggestion before it is used: each place as it is and as it would be. */
export function FixDialog({ edits, edit, onUse, onClose }: FixDialogProps) {
  const text = useText();
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
          {edits.map(({ path, text: after }) => (
            <tr key={path}>
              <td className="mono">{path}</td>
              <td className="mono">
                <Before path={path} edit={edit} />
              </td>
              <td className="mono">{after === '' ? text('edit.empty') : after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ConfirmDialog>
  );
}

/** As it was changed already, else as it is stored. */
function Before({ path, edit }: { path: string; edit: Edit }) {
  const text = useText();
  const planned = edit.state.fields.get(path);
  const stored = useContractQuery(
    'message.describeField',
    { ...edit.input, at: path },
    { enabled: planned === undefined },
  );
  const value = planned ?? stored.data?.field?.value ?? '';
  return value === '' ? text('edit.empty') : value;
}
