import { Checkbox } from '@mantine/core';
import type { RunSettings } from '../../../../src-shared/domain/replay-run.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useText } from '../../../locales/use-text.ts';

type NewestOnlyProps = { runId: string; settings: RunSettings; onSettings: (settings: RunSettings) => void };

/** Of several versions of one report only the newest; how many that leaves out is looked up when it is chosen. */
export function NewestOnly({ runId, settings, onSettings }: NewestOnlyProps) {
  const text = useText();
  return (
    <>
      <Checkbox
        size="xs"
        label={text('runs.settings.newestOnly')}
        description={text('runs.settings.newestOnly.hint')}
        checked={settings.newestOnly}
        onChange={(event) => onSettings({ ...settings, newestOnly: event.currentTarget.checked })}
      />
      {settings.newestOnly ? <HowMany runId={runId} /> : null}
    </>
  );
}

function HowMany({ runId }: { runId: string }) {
  const text = useText();
  const errorText = useErrorText();
  const { data, error } = useContractQuery('runs.olderVersions', { runId }, { isFresh: true });
  if (error) return <p role="alert">{errorText(error.shape).title}</p>;
  return (
    <p className="small" role="status">
      {data === undefined ? text('runs.versions.looking') : text('runs.versions.older', { count: data.older })}
      {data !== undefined && data.unread > 0 ? ` ${text('runs.versions.unread', { count: data.unread })}` : ''}
    </p>
  );
}
