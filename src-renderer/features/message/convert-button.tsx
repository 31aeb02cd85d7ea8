import { Button } from '@mantine/core';
import { useState } from 'react';
import type { EditPlan } from '../../../src-shared/contract/message-edit.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { ConvertDialog } from './convert-dialog.tsx';

type ConvertButtonProps = { messageRef: MessageRef; onReplay: (plan: EditPlan) => void };

/** Offered only where a rule could be applied to the messages of this channel now. */
export function ConvertButton({ messageRef, onReplay }: ConvertButtonProps) {
  const text = useText();
  const rules = useContractQuery('rules.forMessage', { ref: messageRef });
  const [isOpen, setOpen] = useState(false);
  if (!rules.data?.isAllowed || rules.data.items.length === 0) return null;
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
        {text('convert.open')}
      </Button>
      {isOpen ? (
        <ConvertDialog
          messageRef={messageRef}
          onReplay={(plan) => {
            setOpen(false);
            onReplay(plan);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
