import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import type { Language } from '../../../locales/language.ts';
import { useLanguage, useText, useTextIn } from '../../../locales/use-text.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { sentenceOf } from '../../../widgets/problem-sentence.ts';
import { SenderTextForm } from '../../../widgets/sender-text-form.tsx';
import type { BodyInput } from '../inspector/body-windows.ts';
import { senderText } from './sender-text.ts';

type SenderTextDialogProps = {
  input: BodyInput;
  format: string;
  path: string;
  /** Of the message as stored; those about the place are told. */
  findings: Readonly<OutputOf<'message.validate'>['findings']>;
  onClose: () => void;
};

/** The ready-made text for the sender, who alone corrects clinical content: in the language they read, to be copied. */
export function SenderTextDialog({ input, format, path, findings, onClose }: SenderTextDialogProps) {
  useReturnFocus();
  const text = useText();
  const own = useLanguage();
  const [language, setLanguage] = useState<Language>(own);
  const message = useContractQuery('message.get', { ref: input.ref });
  const place = useContractQuery('message.describeField', { ...input, at: path });
  const textIn = useTextIn(language);
  const wrong = findings.filter((finding) => finding.path === path).map((finding) => sentenceOf(textIn, finding));
  const label = place.data?.field?.label?.[language] ?? null;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={text('senderText.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <QueryView query={message}>
        {({ header }) => (
          <SenderTextForm
            hint={text('senderText.hint')}
            written={senderText(textIn, { language, header, format, path, label, wrong })}
            language={language}
            onLanguage={setLanguage}
          />
        )}
      </QueryView>
    </Modal>
  );
}
