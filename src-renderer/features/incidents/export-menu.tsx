import { Button, Menu } from '@mantine/core';
import type { Incident } from '../../../src-shared/domain/duty/incident.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useLanguage, useText } from '../../locales/use-text.ts';
import { saveFile } from '../../ui/save-file.ts';
import { useTell } from '../../ui/use-tell.ts';

/** The timeline as a file: to print, or for machines; people's own words only when asked for. */
export function ExportMenu({ incident }: { incident: Incident }) {
  const text = useText();
  const language = useLanguage();
  const tell = useTell();
  const reportError = useReportError();
  const command = useContractCommand('incidents.export', ['audit.list']);
  const { incidentId, number } = incident;
  const save = (format: 'html' | 'json', withWords: boolean): void =>
    command.mutate(
      { incidentId, format, language, withWords },
      {
        onSuccess: ({ bytes, lines }) => {
          saveFile(bytes, `${number}.${format}`);
          tell(text('incidents.saved', { count: lines }));
        },
        onError: reportError,
      },
    );
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button size="compact-sm" variant="default" loading={command.isPending}>
          {text('incidents.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save('html', false)}>{text('incidents.export.html')}</Menu.Item>
        <Menu.Item onClick={() => save('html', true)}>{text('incidents.export.words')}</Menu.Item>
        <Menu.Item onClick={() => save('json', false)}>{text('incidents.export.json')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
