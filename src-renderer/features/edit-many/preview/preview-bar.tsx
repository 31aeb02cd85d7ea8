import { ActionIcon, Button } from '@mantine/core';
import { IconTableExport } from '@tabler/icons-react';
import { useText } from '../../../locales/use-text.ts';
import { Chip } from '../../../ui/chip.tsx';
import { useFormat } from '../../../ui/format/use-format.ts';
import classes from '../edit-many.module.css';
import { outcomeGroups, type PreviewCounts } from './preview-counts.ts';
import type { OutcomeFilter, PreviewRow } from './preview-row.ts';
import type { Preview } from './use-preview.ts';
import { useSaveList } from './use-save-list.ts';

type PreviewBarProps = {
  preview: Preview;
  counts: PreviewCounts;
  rows: readonly PreviewRow[];
  filter: OutcomeFilter;
  /** Sent since the page was opened. */
  sentCount: number;
  onFilter: (filter: OutcomeFilter) => void;
  onReveal: () => void;
};

/** How many messages there are of each outcome, each a filter; how far the asking has come; and the way to reveal those that need it. */
export function PreviewBar({ preview, counts, rows, filter, sentCount, onFilter, onReveal }: PreviewBarProps) {
  const text = useText();
  const format = useFormat();
  const saveList = useSaveList();
  const total = rows.length;
  const done = preview.itemById.size;
  const chip = (value: OutcomeFilter, label: string, count: number) =>
    count > 0 || filter === value ? (
      <Chip key={value} isOn={filter === value} onToggle={() => onFilter(filter === value ? 'all' : value)}>
        {label} <strong>{format.number(count)}</strong>
      </Chip>
    ) : null;
  return (
    <div className={classes.bar}>
      <strong>{text('editMany.preview')}</strong>
      {chip('all', text('editMany.group.all'), total)}
      {outcomeGroups.map((group) => chip(group, text(`editMany.group.${group}`), counts[group]))}
      {chip('errors', text('editMany.group.errors'), counts.withErrors)}
      <span className={classes.progress} role="status">
        {preview.isRunning ? (
          <>
            <progress max={total} value={done} aria-label={text('editMany.preview')} />
            <span className="dim">
              {text('editMany.progress', { done: format.number(done), total: format.number(total) })}
            </span>
          </>
        ) : null}
      </span>
      <span className={classes.grow} />
      {sentCount > 0 ? <span className="dim">{text('editMany.sentCount', { count: sentCount })}</span> : null}
      {counts['needs-reveal'] > 0 ? (
        <Button size="compact-sm" variant="default" onClick={onReveal}>
          {text('editMany.reveal', { count: counts['needs-reveal'] })}
        </Button>
      ) : null}
      <ActionIcon
        aria-label={text('editMany.saveList')}
        title={text('editMany.saveList')}
        disabled={done === 0}
        onClick={() => saveList(rows)}
      >
        <IconTableExport size={16} />
      </ActionIcon>
    </div>
  );
}
