import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import type { ProfileView } from './profile-view.ts';
import styles from './profiles.module.css';
import { channelKey } from './use-channel-names.ts';

/** The channels of the environment shown that a profile is used for; those of other environments stay as they are. */
export function AssignProfile({ profile, onClose }: { profile: ProfileView; onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const { data } = useContractQuery('monitor.overview', {});
  const channels = data?.channels ?? [];
  // As the profile was when the dialog opened, and from then on what was done here: a retry goes on where a failure stopped.
  const [before, setBefore] = useState(() => profile.channels.map(channelKey));
  const [chosen, setChosen] = useState<string[]>(before);
  const assign = useContractCommand('profiles.assign', ['profiles.list']);
  const changed = channels.filter((channel) => {
    const key = channelKey(channel);
    return before.includes(key) !== chosen.includes(key);
  });

  /** One after the other: each is an entry of its own in the audit log. */
  async function change(reason: string): Promise<void> {
    for (const { connectionId, channelId } of changed) {
      const key = channelKey({ connectionId, channelId });
      const isAssigned = chosen.includes(key);
      await assign.mutateAsync({ name: profile.name, connectionId, channelId, isAssigned, reason });
      setBefore((keys) => (isAssigned ? [...keys, key] : keys.filter((each) => each !== key)));
    }
    onClose();
  }

  return (
    <ConfirmDialog
      title={text('profiles.assignTitle', { name: profile.name })}
      confirmLabel={text('profiles.apply')}
      needsReason
      isComplete={changed.length > 0}
      isBusy={assign.isPending}
      onConfirm={(reason) => void change(reason).catch(() => undefined)}
      onClose={onClose}
    >
      <MultiSelect
        label={text('profiles.channels')}
        searchable
        data={channels.map((channel) => ({ value: channelKey(channel), label: channel.name }))}
        value={chosen.filter((key) => channels.some((channel) => channelKey(channel) === key))}
        onChange={setChosen}
      />
      {assign.error ? (
        <p role="alert" className={styles.failed}>
          {errorText(assign.error.shape).title}
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
