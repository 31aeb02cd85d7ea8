import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { CopyableId } from '../../../ui/copyable-id.tsx';
import { useKeys } from '../../../ui/keyboard/use-keys.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { BodyFacts } from '../body-bar.tsx';
import { CopyMenu } from '../copy-menu.tsx';
import { EditView } from '../edit/edit-view.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import classes from '../message.module.css';
import { Reveal } from '../reveal.tsx';
import type { OpenedFile } from './message-file.ts';

const choice = { connectorId: '0', stage: 'raw' } as const;

type FileViewProps = { file: OpenedFile; isEditing: boolean; onEditing: (isEditing: boolean) => void };

/** An open file: its name, size and hash, and what is in it. */
export function FileView({ file, isEditing, onEditing }: FileViewProps) {
  const text = useText();
  const may = useMay();
  const canEdit = may('message.previewEdit');
  const edit = () => onEditing(true);
  useKeys(canEdit && !isEditing ? [{ keys: 'e', label: text('message.edit'), run: edit }] : []);
  const input = { ref: file.ref, ...choice };
  const message = useContractQuery('message.get', { ref: file.ref });
  const body = useContractQuery('message.openBody', input);
  const revealedUntil = message.data?.revealedUntil ?? null;
  const isEnded = revealedUntil === null && body.data?.masked === false;
  if (isEditing && canEdit)
    return (
      <EditView
        messageRef={file.ref}
        fileName={file.name}
        onReplay={null}
        sentPlan={null}
        onClose={() => onEditing(false)}
      />
    );
  return (
    <article className={classes.view} aria-label={text('message.title')}>
      <div className={classes.bar}>
        <strong className={classes.messageName}>{file.name}</strong>
        {body.data ? <BodyFacts body={body.data} /> : null}
        <span className="dim">
          {text('file.hash')} <CopyableId id={file.sha256} />
        </span>
        <span className={classes.grow} />
        {canEdit ? (
          <Button size="compact-xs" variant="default" leftSection={<IconPencil size={14} />} onClick={edit}>
            {text('message.edit')}
          </Button>
        ) : null}
        <CopyMenu messageRef={file.ref} choice={choice} />
        <Reveal messageRef={file.ref} revealedUntil={revealedUntil} />
      </div>
      <div className={classes.body}>
        {isEnded ? (
          <StateView kind="loading" />
        ) : (
          <QueryView query={body}>{(facts) => <Inspector input={input} facts={facts} />}</QueryView>
        )}
      </div>
    </article>
  );
}
