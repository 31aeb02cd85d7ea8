import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ConnectorRow, MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { FailureKindLabel } from '../../widgets/failure-kind-label.tsx';
import classes from './message.module.css';

/** What went wrong, in one line and a plain explanation; the engine's whole text on demand (reading it is audited). */
export function ErrorPanel({ messageRef, row }: { messageRef: MessageRef; row: ConnectorRow }) {
  const text = useText();
  const [isWhole, setWhole] = useState(false);
  if (!row.error) return null;
  return (
    <section className={classes.error} aria-label={`${row.name}: ${text(`failureKind.${row.error.kind}`)}`}>
      <div className={classes.titleRow}>
        <strong>{row.name}</strong>
        <FailureKindLabel kind={row.error.kind} />
        <span className={classes.grow} />
        <Button size="compact-xs" variant="subtle" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {text('message.errorFull.show')}
        </Button>
      </div>
      <p>{text(`failureKind.${row.error.kind}.explain`)}</p>
      <p className={classes.errorText}>{row.error.oneLine}</p>
      {isWhole ? <WholeError messageRef={messageRef} connectorId={row.connectorId} /> : null}
    </section>
  );
}

function WholeError({ messageRef, connectorId }: { messageRef: MessageRef; connectorId: string }) {
  const text = useText();
  const error = useContractQuery('message.readError', { ref: messageRef, connectorId });
  return (
    <QueryView query={error}>
      {(answer) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section className={classes.errorFull} tabIndex={0} aria-label={text('message.errorFull')}>
          {answer.text ?? text('message.errorFull.none')}
        </section>
      )}
    </QueryView>
  );
}
