import { Button } from '@mantine/core';
import { useState } from 'react';
import type { TraceHole } from '../../../src-shared/domain/trace/trace.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useTell } from '../../ui/use-tell.ts';
import classes from './trace.module.css';

const windowHours = 72;

/** Turns on reading by content for channels that are not read, after saying what that costs. */
export function ReadChannels({ channels }: { channels: readonly TraceHole[] }) {
  const text = useText();
  const tell = useTell();
  const report = useReportError();
  const setChannel = useContractCommand('messages.setChannel');
  const [isAsking, setAsking] = useState(false);
  const count = channels.length;
  const turnOn = async (): Promise<void> => {
    for (const { connectionId, channelId } of channels)
      await setChannel.mutateAsync({ connectionId, channelId, keySource: 'content', windowHours });
  };
  const confirm = (): void => {
    turnOn()
      .then(() => tell(text('trace.read.done')), report)
      .finally(() => setAsking(false));
  };
  return (
    <>
      <div className={classes.readAction}>
        <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
          {text('trace.read.action', { count })}
        </Button>
      </div>
      {isAsking ? (
        <ConfirmDialog
          title={text('trace.read.title')}
          confirmLabel={text('trace.read.confirm')}
          isBusy={setChannel.isPending}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          <p>{text('trace.read.what', { count })}</p>
          <p>{channels.map(({ channelName }) => channelName).join(', ')}</p>
          <p>{text('trace.read.cost')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
