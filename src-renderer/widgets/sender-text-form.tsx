import { Button, Group, SegmentedControl, Stack, Textarea } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { type Language, languages } from '../locales/language.ts';
import { useText } from '../locales/use-text.ts';
import { useTell } from '../ui/use-tell.ts';

type SenderTextFormProps = {
  written: string;
  /** What the text is for, and what is not in it. */
  hint: string;
  language: Language;
  onLanguage: (language: Language) => void;
};

/** A ready-made text for a sender in the language they read, to be copied. */
export function SenderTextForm({ written, hint, language, onLanguage }: SenderTextFormProps) {
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
      <p className="dim">{hint}</p>
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
