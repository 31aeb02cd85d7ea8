import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Connection } from '../../../src-shared/domain/connection.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { EnvironmentWord } from '../../widgets/environment-word.tsx';

/** Forgets a connection and its secrets; the engine itself is not touched. */
export function RemoveConnection({ connection, onRemoved }: { connection: Connection; onRemoved: () => void }) {
  const text = useText();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const remove = useContractCommand('connections.remove', ['connections.list', 'monitor.overview']);
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {text('connections.remove')}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={text('connections.removeTitle', { name: connection.name })}
          confirmLabel={text('connections.remove')}
          isDangerous
          isBusy={remove.isPending}
          obstacle={remove.error ? errorText(remove.error.shape).title : null}
          onConfirm={() => remove.mutate({ connectionId: connection.connectionId }, { onSuccess: onRemoved })}
          onClose={() => setAsking(false)}
        >
          <div>
            <EnvironmentWord environment={connection.environment} />
          </div>
          <p>{text('connections.removeEffect')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
