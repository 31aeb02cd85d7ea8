import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { AffectedSet } from '../../../src-shared/domain/affected-set.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { type SetPart, wholeSet } from './set-counts.tsx';

type Format = 'csv' | 'json';

/** The list, or the part of it that is shown, as a file for the sender or the owner of the data. */
export function SetExport({ set, part }: { set: AffectedSet; part: SetPart }) {
  const text = useText();
  const report = useReportError();
  const [isOpen, setOpen] = useState(false);
  const [format, setFormat] = useState<Format>('csv');
  const command = useContractCommand('affected.export');
  const isPart = JSON.stringify(part) !== JSON.stringify(wholeSet);
  const save = (reason: string): void =>
    command.mutate(
      { setId: set.setId, part, format, reason },
      {
        onSuccess: ({ bytes }) => {
          setOpen(false);
          saveFile(bytes, `affected-${new Date(set.frozenAt).toISOString().slice(0, 10)}.${format}`);
        },
        onError: report,
      },
    );
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {text(isPart ? 'affected.export.part' : 'affected.export')}
      </Button>
      {isOpen ? (
        <ConfirmDialog
          title={text(isPart ? 'affected.export.part' : 'affected.export')}
          confirmLabel={text('affected.export.save')}
          needsReason
          isBusy={command.isPending}
          onConfirm={save}
          onClose={() => setOpen(false)}
        >
          <p>{text('affected.export.hint')}</p>
          <SegmentedControl
            size="xs"
            aria-label={text('affected.export.format')}
            value={format}
            data={[
              { value: 'csv', label: 'CSV' },
              { value: 'json', label: 'JSON' },
            ]}
            onChange={(value) => setFormat(value === 'json' ? 'json' : 'csv')}
          />
        </ConfirmDialog>
      ) : null}
    </>
  );
}
