import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconAlertOctagon, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react';
import { useText } from '../locales/use-text.ts';
import { useReturnFocus } from './use-return-focus.ts';

const icons = { good: IconCircleCheck, bad: IconAlertOctagon, open: IconHelpCircle } as const;
const colours = { good: 'var(--ink)', bad: 'var(--critical)', open: 'var(--warning)' } as const;

type ResultDialogProps = {
  title: string;
  /** `open`: neither done nor refused as far as anybody knows. */
  tone: 'good' | 'bad' | 'open';
  headline: string;
  hint?: string;
  onClose: () => void;
};

/** What came of a thing done, until it has been read. */
export function ResultDialog({ title, tone, headline, hint, onClose }: ResultDialogProps) {
  useReturnFocus();
  const text = useText();
  const Icon = icons[tone];
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': text('ui.close') }}>
      <Stack gap="sm">
        <Group gap="xs" wrap="nowrap" role="status">
          <Icon size={18} color={colours[tone]} aria-hidden />
          <span className="strong">{headline}</span>
        </Group>
        {hint ? <p className="dim">{hint}</p> : null}
        <Group justify="flex-end">
          <Button variant="default" data-autofocus onClick={onClose}>
            {text('ui.close')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
