import { Button, Group, Modal, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { type Language, languages } from '../../../locales/language.ts';
import { useLanguage, useText, useTextIn } from '../../../locales/use-text.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import { useTell } from '../../../ui/use-tell.ts';
import { sentenceOf } from '../../../widgets/problem-sentence.ts';
import type { BodyInput } from '../inspector/body-windows.ts';
import classes from './edit.module.css';
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
          <Written
            written={senderText(textIn, { language, header, format, path, label, wrong })}
            language={language}
            onLanguage={setLanguage}
          />
        )}
      </QueryView>
    </Modal>
  );
}

type WrittenProps = { written: string; language: Language; onLanguage: (language: Language) => void };

function Written({ written, language, onLanguage }: WrittenProps) {
  const text = useText();
  const tell = useTell();
  const copy = (): void => {
    navigator.clipboard.writeText(written).then(
      () => tell(text('senderText.copied')),
      () => tell(text('copy.noClipboard'), 'danger'),
    );
  };
  return (
    <Stack gap="sm">
      <p className={classes.hint}>{text('senderText.hint')}</p>
      <SegmentedControl
        size="xs"
        aria-label={text('senderText.language')}
        value={language}
        data={languages.map((each) => ({ value: each, label: text(`settings.language.${each}`) }))}
        onChange={(value) => onLanguage(languages.find((each) => each === value) ?? language)}
      />
      <Textarea
        aria-label={text('senderText.title')}
        lang={language}
        readOnly
        autosize
        minRows={12}
        maxRows={22}
        value={written}
      />
      <Group justify="flex-end">
        <Button data-autofocus leftSection={<IconCopy size={15} />} onClick={copy}>
          {text('senderText.copy')}
        </Button>
      </Group>
    </Stack>
  );
}
