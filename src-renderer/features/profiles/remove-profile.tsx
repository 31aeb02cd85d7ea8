import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { ProfileView } from './profile-view.ts';

export function RemoveProfile({ profile, onClose }: { profile: ProfileView; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const remove = useContractCommand('profiles.remove', ['profiles.list']);
  return (
    <ConfirmDialog
      title={text('profiles.removeOf', { name: profile.name })}
      confirmLabel={text('profiles.remove')}
      needsReason
      isDangerous
      isBusy={remove.isPending}
      obstacle={remove.error ? errorText(remove.error.shape).title : null}
      onConfirm={(reason) => remove.mutate({ name: profile.name, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{text('profiles.removeEffect')}</p>
    </ConfirmDialog>
  );
}
