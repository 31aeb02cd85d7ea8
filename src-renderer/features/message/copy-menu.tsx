import { Button, Menu } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useBridge } from '../../bridge/bridge-provider.tsx';
import { CallError } from '../../bridge/call-error.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { useTell } from '../../ui/use-tell.ts';
import type { StageChoice } from './message-address.ts';

type Form = InputOf<'message.copyAs'>['form'];
const forms: readonly Form[] = ['raw', 'one-line', 'json', 'table', 'de-identified'];

/** The message to the clipboard, in the form that the next place takes. */
export function CopyMenu({ messageRef, choice }: { messageRef: MessageRef; choice: StageChoice }) {
  const text = useText();
  const copy = useCopy(messageRef, choice);
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="compact-xs" variant="default" leftSection={<IconCopy size={14} />} loading={copy.isBusy}>
          {text('copy.title')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map((form) => (
          <Menu.Item key={form} onClick={() => void copy.run(form)}>
            {text(`copy.form.${form}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function useCopy(ref: MessageRef, choice: StageChoice): { isBusy: boolean; run: (form: Form) => Promise<void> } {
  const text = useText();
  const { client } = useBridge();
  const reportError = useReportError();
  const [isBusy, setBusy] = useState(false);
  const tell = useTell();
  return {
    isBusy,
    async run(form) {
      setBusy(true);
      try {
        const answer = await client.call('message.copyAs', { ref, ...choice, form });
        await navigator.clipboard.writeText(answer.text);
        tell(text(answer.masked ? 'copy.doneMasked' : 'copy.done', { form: text(`copy.form.${form}`) }));
      } catch (error) {
        if (error instanceof CallError) reportError(error);
        else tell(text('copy.noClipboard'), 'danger');
      } finally {
        setBusy(false);
      }
    },
  };
}
