import { Modal } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { BodyPlace } from '../../../../src-shared/contract/message-body.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import type { BodyInput } from './body-windows.ts';
import classes from './inspector.module.css';
import { PdfPages } from './pdf-pages.tsx';

type Embedded = OutputOf<'message.readDocument'>;
type DocumentDialogProps = { input: BodyInput; at: BodyPlace | string; onClose: () => void };

/** An embedded document of a revealed message, for looking at: nothing of it is run, saved or linked. */
export function DocumentDialog({ input, at, onClose }: DocumentDialogProps) {
  useReturnFocus();
  const text = useText();
  const format = useFormat();
  const document = useContractQuery('message.readDocument', { ...input, at }, { isFresh: true });
  const title = document.data
    ? text('inspect.document.title', {
        kind: text(`inspect.document.kind.${document.data.kind}`),
        size: format.bytes(document.data.sizeBytes),
      })
    : text('inspect.document.open');
  return (
    <Modal opened onClose={onClose} size="xl" title={title} closeButtonProps={{ 'aria-label': text('ui.close') }}>
      <QueryView query={document}>{(found) => <Shown document={found} />}</QueryView>
    </Modal>
  );
}

function Shown({ document: { kind, bytes } }: { document: Embedded }) {
  const text = useText();
  if (bytes !== null && kind === 'pdf') return <PdfPages bytes={bytes} />;
  if (bytes !== null && ['png', 'jpeg', 'gif', 'webp'].includes(kind)) return <Picture bytes={bytes} kind={kind} />;
  if (bytes !== null && (kind === 'text' || kind === 'xml' || kind === 'rtf'))
    return <pre className={classes.documentText}>{new TextDecoder().decode(bytes.subarray(0, maxTextBytes))}</pre>;
  return (
    <StateView
      kind="empty"
      title={text(bytes === null ? 'inspect.document.notRead' : 'inspect.document.notShown')}
      hint={text('inspect.document.notShown.text')}
    />
  );
}

const maxTextBytes = 1024 * 1024;

function Picture({ bytes, kind }: { bytes: Uint8Array; kind: Embedded['kind'] }) {
  const text = useText();
  const address = useMemo(
    () => URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: `image/${kind}` })),
    [bytes, kind],
  );
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return <img className={classes.picture} src={address} alt={text('inspect.document.kind.picture')} />;
}
