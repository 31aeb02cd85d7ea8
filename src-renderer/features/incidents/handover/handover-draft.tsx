import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useContractCommand, useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useMay } from '../../../bridge/use-may.ts';
import { useRequestId } from '../../../bridge/use-request-id.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import classes from '../incidents.module.css';
import { HandoverParts } from './handover-parts.tsx';

/** What stands now, with the words of who goes home. */
export function HandoverDraft({ onSigned }: { onSigned: (handoverId: string) => void }) {
  const text = useText();
  const may = useMay();
  const draft = useContractQuery('handover.draft', {}, { keepPrevious: true, everyMs: 30_000 });
  const [words, setWords] = useState('');
  const [isSigning, setSigning] = useState(false);
  useKeys(may('handover.sign') ? [{ keys: 's', label: text('handover.sign'), run: () => setSigning(true) }] : []);
  return (
    <QueryView query={draft}>
      {({ gathered }) => (
        <>
          <p className="dim">{text('handover.gathered', { at: gathered.gatheredAt })}</p>
          <HandoverParts gathered={gathered} />
          {may('handover.sign') ? (
            <>
              <Textarea
                label={text('handover.text')}
                description={text('handover.textHint')}
                value={words}
                maxLength={4000}
                autosize
                minRows={3}
                onChange={(event) => setWords(event.currentTarget.value)}
              />
              <div className={classes.actions}>
                <Button size="xs" onClick={() => setSigning(true)}>
                  {text('handover.sign')}
                </Button>
              </div>
            </>
          ) : null}
          {isSigning ? <Sign words={words.trim()} onSigned={onSigned} onClose={() => setSigning(false)} /> : null}
        </>
      )}
    </QueryView>
  );
}

type SignProps = { words: string; onSigned: (handoverId: string) => void; onClose: () => void };

function Sign({ words, onSigned, onClose }: SignProps) {
  const text = useText();
  const errorText = useErrorText();
  const sign = useContractCommand('handover.sign');
  const { requestId, renewAfter } = useRequestId();
  return (
    <ConfirmDialog
      title={text('handover.sign')}
      confirmLabel={text('handover.sign')}
      isBusy={sign.isPending}
      onConfirm={() =>
        sign.mutate(
          { requestId, text: words },
          { onSuccess: ({ handoverId }) => onSigned(handoverId), onError: renewAfter },
        )
      }
      onClose={onClose}
    >
      <p>{text('handover.sign.what')}</p>
      {sign.error ? <p role="alert">{errorText(sign.error.shape).title}</p> : null}
    </ConfirmDialog>
  );
}
