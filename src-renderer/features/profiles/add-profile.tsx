import { Button, FileInput, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { loadExampleProfile } from './example-profile.ts';
import styles from './profiles.module.css';

/** A profile from a file, from pasted text, or the one that comes with the console; it can be changed before it is added. */
export function AddProfile({ onClose }: { onClose: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const [profile, setProfile] = useState('');
  const add = useContractCommand('profiles.add', ['profiles.list']);
  return (
    <ConfirmDialog
      title={text('profiles.add')}
      confirmLabel={text('profiles.add')}
      needsReason
      isComplete={profile.trim() !== ''}
      isBusy={add.isPending}
      onConfirm={(reason) => add.mutate({ text: profile, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Group align="flex-end">
        <FileInput
          className={styles.file ?? ''}
          label={text('profiles.file')}
          placeholder={text('profiles.chooseFile')}
          accept="application/json,.json"
          onChange={(file) => void file?.text().then(setProfile)}
        />
        <Button variant="default" onClick={() => void loadExampleProfile().then(setProfile)}>
          {text('profiles.example')}
        </Button>
      </Group>
      <Textarea
        label={text('profiles.text')}
        description={text('profiles.textHint')}
        classNames={{ input: styles.profileText ?? '' }}
        rows={10}
        spellCheck={false}
        value={profile}
        onChange={(event) => setProfile(event.currentTarget.value)}
      />
      {add.error ? (
        <p role="alert" className={styles.failed}>
          {errorText(add.error.shape).title}
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
