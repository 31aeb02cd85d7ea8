import { Button } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { EditMany } from './edit-many.tsx';
import { freezeSelection, readSelection } from './frozen-selection.ts';
import type { RevealSlot } from './preview/preview-detail.tsx';
import type { Sending } from './sending.ts';

type EditManyPageProps = {
  sendDialog: (sending: Sending) => ReactNode;
  reveal: RevealSlot;
  onOpenMessage: (ref: MessageRef) => void;
  onLeave: () => void;
};

/** The same edit on the messages that were chosen in a list: steps, what each message becomes, and sending them one by one. */
export function EditManyPage({ sendDialog, reveal, onOpenMessage, onLeave }: EditManyPageProps) {
  const text = useText();
  const { data } = useContractQuery('accounts.session', {});
  const [refs, setRefs] = useState(readSelection);
  const isEmpty = refs.length === 0;
  const accountId = data?.account?.accountId ?? '';
  return (
    <Page
      title={text('editMany.title')}
      covers={isEmpty ? null : text('editMany.covers', { count: refs.length })}
      actions={
        <Button size="compact-sm" variant="default" leftSection={<IconArrowLeft size={15} />} onClick={onLeave}>
          {text('editMany.back')}
        </Button>
      }
      status={isEmpty ? null : text('editMany.sendEach')}
    >
      {isEmpty ? (
        <StateView kind="empty" title={text('editMany.none')} hint={text('editMany.none.text')} />
      ) : (
        <EditMany
          key={accountId}
          accountId={accountId}
          refs={refs}
          onRefs={(next) => {
            freezeSelection(next);
            setRefs(next);
          }}
          sendDialog={sendDialog}
          reveal={reveal}
          onOpenMessage={onOpenMessage}
        />
      )}
    </Page>
  );
}
