import { Button, Group, Modal, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { type Language, languages } from '../../locales/language.ts';
import { useLanguage, useText, useTextIn } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { useTell } from '../../ui/use-tell.ts';
import type { FindingRow } from './finding-view.ts';
import { senderTextOf } from './sender-text.ts';

/** The ready-made text to the sender, in the language they read, to be copied: counts and codes, nothing about a patient. */
export function SenderTextDialog({ finding, onClose }: { finding: FindingRow; onClose: () => void }) {
  useReturnFocus();
  const text = useText();
  const format = useFormat();
  const tell = useTell();
  const own = useLanguage();
  const [language, setLanguage] = useState<Language>(own);
  const written = senderTextOf(useTextIn(language), finding, { language, dateOf: format.time });
  const copy = (): void => {
    navigator.clipboard.writeText(written).then(
      () => tell(text('senderText.copied')),
      () => tell(text('copy.noClipboard'), 'danger'),
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={text('senderText.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <Stack gap="sm">
        <p className="dim">{text('units.senderHint')}</p>
        <SegmentedControl
          size="xs"
          aria-label={text('senderText.language')}
          value={language}
          data={languages.map((each) => ({ value: each, label: text(`settings.language.${each}`) }))}
          onChange={(value) => setLanguage(languages.find((each) => each === value) ?? language)}
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
    </Modal>
  );
}
