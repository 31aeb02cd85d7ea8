import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { Language } from '../../locales/language.ts';
import { useLanguage, useText, useTextIn } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { SenderTextForm } from '../../widgets/sender-text-form.tsx';
import type { FindingRow } from './finding-view.ts';
import { senderTextOf } from './sender-text.ts';

/** The ready-made text to the sender, in the language they read, to be copied: counts and codes, nothing about a patient. */
export function SenderTextDialog({ finding, onClose }: { finding: FindingRow; onClose: () => void }) {
  useReturnFocus();
  const text = useText();
  const format = useFormat();
  const own = useLanguage();
  const [language, setLanguage] = useState<Language>(own);
  const written = senderTextOf(useTextIn(language), finding, { language, dateOf: format.time });
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={text('senderText.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <SenderTextForm written={written} hint={text('units.senderHint')} language={language} onLanguage={setLanguage} />
    </Modal>
  );
}
