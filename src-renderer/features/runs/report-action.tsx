import { Button, Checkbox, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useLanguage, useText } from '../../locales/use-text.ts';
import { saveFile } from '../../ui/save-file.ts';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import type { RunView } from './run-view.ts';

type Order = InputOf<'runs.report'>;

/** The run as a file: its plan before it has begun, then the report for the system owner. */
export function ReportAction({ view }: { view: RunView }) {
  const text = useText();
  const may = useMay();
  const [isOpen, setOpen] = useState(false);
  if (!may('runs.report')) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconFileText size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {text(view.run.state === 'planned' ? 'runs.report.plan' : 'runs.report')}
      </Button>
      {isOpen ? <ReportDialog view={view} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

const shortestReason = 3;

function ReportDialog({ view: { run }, onClose }: { view: RunView; onClose: () => void }) {
  useReturnFocus();
  const text = useText();
  const report = useReportError();
  const command = useContractCommand('runs.report', ['audit.list']);
  const isPlan = run.state === 'planned';
  const [order, setOrder] = useState<Pick<Order, 'format' | 'language' | 'isRevealed'>>({
    format: isPlan ? 'csv' : 'html',
    language: useLanguage(),
    isRevealed: false,
  });
  const [reason, setReason] = useState('');
  const [next, setNext] = useState({ owner: '', date: '' });
  const isReady = !order.isRevealed || reason.trim().length >= shortestReason;
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady || command.isPending) return;
    const hasNext = next.owner.trim() !== '' || next.date.trim() !== '';
    command.mutate(
      { ...order, runId: run.runId, reason: order.isRevealed ? reason.trim() : null, next: hasNext ? next : null },
      {
        onSuccess: ({ bytes }) => {
          saveFile(bytes, `replay-run-${new Date(run.createdAt).toISOString().slice(0, 10)}.${order.format}`);
          onClose();
        },
        onError: report,
      },
    );
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={text(isPlan ? 'runs.report.title.plan' : 'runs.report.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
      closeOnClickOutside={false}
    >
      <form onSubmit={save}>
        <Stack gap="sm">
          <Formats order={order} onOrder={setOrder} />
          {isPlan ? null : (
            <Group grow align="end" gap="xs">
              <TextInput
                label={text('runs.report.owner')}
                maxLength={200}
                value={next.owner}
                onChange={(event) => setNext({ ...next, owner: event.currentTarget.value })}
              />
              <TextInput
                label={text('runs.report.date')}
                maxLength={60}
                value={next.date}
                onChange={(event) => setNext({ ...next, date: event.currentTarget.value })}
              />
            </Group>
          )}
          <p className="dim">{text('runs.report.hint')}</p>
          <Checkbox
            label={text('runs.report.reveal')}
            checked={order.isRevealed}
            onChange={(event) => setOrder({ ...order, isRevealed: event.currentTarget.checked })}
          />
          {order.isRevealed ? (
            <TextInput
              label={text('ui.reason')}
              description={text('ui.reasonHint')}
              maxLength={500}
              required
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" data-autofocus onClick={onClose}>
              {text('ui.cancel')}
            </Button>
            <Button type="submit" disabled={!isReady} loading={command.isPending}>
              {text('runs.report.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type FormatsProps = {
  order: Pick<Order, 'format' | 'language' | 'isRevealed'>;
  onOrder: (order: FormatsProps['order']) => void;
};

/** A language of its own: the owner may read another one than the person here. */
function Formats({ order, onOrder }: FormatsProps) {
  const text = useText();
  return (
    <>
      <Select
        label={text('runs.report.format')}
        allowDeselect={false}
        data={[
          { value: 'html', label: text('runs.report.html') },
          { value: 'json', label: text('runs.report.json') },
          { value: 'csv', label: text('runs.report.csv') },
        ]}
        value={order.format}
        onChange={(format) => onOrder({ ...order, format: format === 'html' || format === 'json' ? format : 'csv' })}
      />
      {order.format === 'html' ? (
        <Select
          label={text('runs.report.language')}
          allowDeselect={false}
          data={[
            { value: 'nb', label: text('settings.language.nb') },
            { value: 'nn', label: text('settings.language.nn') },
            { value: 'en', label: text('settings.language.en') },
          ]}
          value={order.language}
          onChange={(language) =>
            onOrder({ ...order, language: language === 'nn' || language === 'en' ? language : 'nb' })
          }
        />
      ) : null}
    </>
  );
}
