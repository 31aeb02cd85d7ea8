import { Button, Checkbox, Group, Modal, Radio, Select, Stack, TextInput } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../../src-shared/domain/failure.ts';
import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { useReturnFocus } from '../../../ui/use-return-focus.ts';
import type { Listed } from './listed.ts';
import { useExport } from './use-export.ts';
import type { Scope } from './use-handling.ts';

type ExportActionProps = { chosen: readonly Failure[]; listed: Listed };

/** The failures chosen, or all that match, as a file. */
export function ExportAction({ chosen, listed }: ExportActionProps) {
  const text = useText();
  const may = useMay();
  const [asked, setAsked] = useState<ExportDialogProps['asked'] | null>(null);
  if (!may('failures.export')) return null;
  const ask = (): void => setAsked({ failureIds: chosen.map(({ failureId }) => failureId), listed });
  return (
    <>
      <Button size="compact-sm" variant="default" leftSection={<IconFileExport size={14} aria-hidden />} onClick={ask}>
        {text('failures.export.action')}
      </Button>
      {asked ? <ExportDialog asked={asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

type ExportDialogProps = { asked: { failureIds: string[]; listed: Listed }; onClose: () => void };

const shortestReason = 3;

function ExportDialog({ asked, onClose }: ExportDialogProps) {
  useReturnFocus();
  const text = useText();
  const exporting = useExport(asked, onClose);
  const [scope, setScope] = useState<Scope>('these');
  const [format, setFormat] = useState<'csv' | 'json'>('csv');
  const [isRevealed, setRevealed] = useState(false);
  const [reason, setReason] = useState('');
  const count = scope === 'these' ? asked.failureIds.length : asked.listed.total;
  const isReady = !isRevealed || reason.trim().length >= shortestReason;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !exporting.isBusy) exporting.save({ scope, format, reason: isRevealed ? reason.trim() : null });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={text('failures.export.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
      closeOnClickOutside={false}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Radio.Group
            label={text('failures.handle.scope')}
            value={scope}
            onChange={(value) => setScope(value === 'all' ? 'all' : 'these')}
          >
            <Stack gap="xs" mt="xs">
              <Radio
                value="these"
                label={text('failures.handle.these', { count: asked.failureIds.length })}
                data-autofocus
              />
              <Radio value="all" label={text('failures.handle.all', { count: asked.listed.total })} />
            </Stack>
          </Radio.Group>
          <Select
            label={text('failures.export.format')}
            allowDeselect={false}
            data={[
              { value: 'csv', label: text('failures.export.csv') },
              { value: 'json', label: text('failures.export.json') },
            ]}
            value={format}
            onChange={(value) => setFormat(value === 'json' ? 'json' : 'csv')}
          />
          <Checkbox
            label={text('failures.export.reveal')}
            checked={isRevealed}
            onChange={(event) => setRevealed(event.currentTarget.checked)}
          />
          {isRevealed ? (
            <TextInput
              label={text('failures.export.reason')}
              description={text('ui.reasonHint')}
              maxLength={500}
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : (
            <p className="dim">{text('failures.export.masked')}</p>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {text('ui.cancel')}
            </Button>
            <Button type="submit" disabled={!isReady} loading={exporting.isBusy}>
              {text('failures.export.save', { count })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
