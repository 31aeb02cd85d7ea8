import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { InputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useLanguage, useText } from '../../locales/use-text.ts';
import { saveFile } from '../../ui/save-file.ts';
import { useTell } from '../../ui/use-tell.ts';

type ReportMenuProps = { filter: InputOf<'units.list'>['filter']; onExpected: () => void; onRules: () => void };

/** What is listed as a file for others, and the lists of what receivers expect. */
export function ReportMenu({ filter, onExpected, onRules }: ReportMenuProps) {
  const text = useText();
  const may = useMay();
  const language = useLanguage();
  const tell = useTell();
  const reportError = useReportError();
  const command = useContractCommand('units.report', ['audit.list']);
  const save = (format: 'html' | 'csv'): void =>
    command.mutate(
      { filter, format, language },
      {
        onSuccess: ({ text: written, count }) => {
          saveFile(
            new TextEncoder().encode(written),
            `measurement-units-${new Date().toISOString().slice(0, 10)}.${format}`,
          );
          tell(text('units.saved', { count }));
        },
        onError: reportError,
      },
    );
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="default" size="md" aria-label={text('units.more')} loading={command.isPending}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {may('units.report') ? (
          <>
            <Menu.Item onClick={() => save('html')}>{text('units.saveHtml')}</Menu.Item>
            <Menu.Item onClick={() => save('csv')}>{text('units.saveCsv')}</Menu.Item>
          </>
        ) : null}
        <Menu.Item onClick={onRules}>{text('rules.title')}</Menu.Item>
        <Menu.Item onClick={onExpected}>{text('units.expected.title')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
