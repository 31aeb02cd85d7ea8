import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { wipeConfirmation } from '../../../src-shared/contract/settings.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { ResultDialog } from '../../ui/result-dialog.tsx';

type Proof = OutputOf<'settings.wipe'>;

/** Deletes what this machine keeps of messages, after a reason and a word typed; then shows what went. */
export function WipeData() {
  const text = useText();
  const format = useFormat();
  const [isAsking, setAsking] = useState(false);
  const [proof, setProof] = useState<Proof | null>(null);
  return (
    <>
      <h2 className="strong">{text('settings.wipe')}</h2>
      <p className="dim">{text('settings.wipeHint')}</p>
      <Button variant="default" onClick={() => setAsking(true)}>
        {text('settings.wipeAction')}
      </Button>
      {isAsking ? (
        <WipeDialog
          onClose={() => setAsking(false)}
          onDone={(value) => {
            setAsking(false);
            setProof(value);
          }}
        />
      ) : null}
      {proof === null ? null : (
        <ResultDialog
          title={text('settings.wipe')}
          tone="good"
          headline={text('settings.wiped')}
          hint={text('settings.wipedProof', {
            files: format.number(proof.files),
            size: format.bytes(proof.bytes),
            keys: format.number(proof.recordKeys),
          })}
          onClose={() => setProof(null)}
        />
      )}
    </>
  );
}

function WipeDialog({ onClose, onDone }: { onClose: () => void; onDone: (proof: Proof) => void }) {
  const text = useText();
  const errorText = useErrorText();
  const { requestId, renewAfter } = useRequestId();
  const [typed, setTyped] = useState('');
  const wipe = useContractCommand('settings.wipe');
  const word = text('settings.wipeWord');
  return (
    <ConfirmDialog
      title={text('settings.wipeTitle')}
      confirmLabel={text('settings.wipeAction')}
      needsReason
      isDangerous
      isComplete={typed.trim().toLocaleUpperCase() === word.toLocaleUpperCase()}
      isBusy={wipe.isPending}
      obstacle={wipe.error ? errorText(wipe.error.shape).title : null}
      onConfirm={(reason) =>
        wipe.mutate({ requestId, reason, confirmation: wipeConfirmation }, { onSuccess: onDone, onError: renewAfter })
      }
      onClose={onClose}
    >
      <p>{text('settings.wipeEffect')}</p>
      <TextInput
        label={text('settings.wipeType', { word })}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </ConfirmDialog>
  );
}
