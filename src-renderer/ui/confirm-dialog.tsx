import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useText } from '../locales/use-text.ts';
import { useReturnFocus } from './use-return-focus.ts';

export type ConfirmDialogProps = {
  title: string;
  /** What is done, to whom, how many, in which environment. */
  children: ReactNode;
  confirmLabel: string;
  /** Asks for a reason of at least three characters; it goes into the audit log. */
  needsReason?: boolean;
  isDangerous?: boolean;
  /** false = something asked for in `children` is still to be given. */
  isComplete?: boolean;
  isBusy?: boolean;
  /** Why it cannot be done now; then only closing is possible. */
  obstacle?: string | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
};

const shortestReason = 3;

/** Asks before something is done. The safe button has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  useReturnFocus();
  const text = useText();
  const [reason, setReason] = useState('');
  const isReady =
    !props.obstacle && props.isComplete !== false && (!props.needsReason || reason.trim().length >= shortestReason);
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
      closeOnClickOutside={!props.isBusy}
    >
      <Stack gap="sm">
        {props.children}
        {props.obstacle ? <Obstacle>{props.obstacle}</Obstacle> : null}
        {props.needsReason && !props.obstacle ? (
          <Textarea
            label={text('ui.reason')}
            description={text('ui.reasonHint')}
            value={reason}
            maxLength={500}
            autosize
            minRows={2}
            required
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" data-autofocus onClick={props.onClose}>
            {text(props.obstacle ? 'ui.close' : 'ui.cancel')}
          </Button>
          {props.obstacle ? null : (
            <Button
              {...(props.isDangerous ? { color: 'danger' } : {})}
              disabled={!isReady}
              loading={props.isBusy ?? false}
              onClick={() => props.onConfirm(reason.trim())}
            >
              {props.confirmLabel}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Obstacle({ children }: { children: string }) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" role="alert" c="var(--warning)">
      <IconHandStop size={18} aria-hidden style={{ flex: 'none' }} />
      <span>{children}</span>
    </Group>
  );
}
