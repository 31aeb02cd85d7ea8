import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { useTableModel } from '../../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../../ui/virtual-table/virtual-table.tsx';
import classes from '../edit-many.module.css';
import { PreviewBar } from './preview-bar.tsx';
import { usePreviewColumns } from './preview-columns.tsx';
import { countOutcomes, countSharedIds } from './preview-counts.ts';
import { type OutcomeFilter, type PreviewRow, passes } from './preview-row.ts';
import type { Preview } from './use-preview.ts';

type PreviewListProps = {
  rows: readonly PreviewRow[];
  preview: Preview;
  chosenId: string | null;
  sentCount: number;
  onChoose: (id: string) => void;
  onSend: (row: PreviewRow) => void;
  onReveal: (refs: readonly MessageRef[]) => void;
};

const idOf = ({ id }: PreviewRow): string => id;

/** Every message of the selection with what the steps make of it, counted by outcome. */
export function PreviewList({ rows, preview, chosenId, sentCount, onChoose, onSend, onReveal }: PreviewListProps) {
  const text = useText();
  const errorText = useErrorText();
  const [filter, setFilter] = useState<OutcomeFilter>('all');
  const counts = useMemo(() => countOutcomes(preview.itemById.values()), [preview.itemById]);
  const shared = useMemo(() => countSharedIds(preview.itemById.values()), [preview.itemById]);
  const columns = usePreviewColumns({ isAsked: preview.steps !== null, onSend });
  const shown = useMemo(() => rows.filter((row) => passes(row, filter)), [rows, filter]);
  const model = useTableModel({ id: 'edit-many', columns, rows: shown, idOf, isHeld: false });
  const refsOf = (outcome: EditOfOne['outcome']): MessageRef[] =>
    rows.filter(({ item }) => item?.outcome === outcome).map(({ ref }) => ref);
  const unreachable = refsOf('unreachable');
  return (
    <section className={classes.list} aria-label={text('editMany.preview')}>
      <PreviewBar
        rows={rows}
        preview={preview}
        counts={counts}
        filter={filter}
        sentCount={sentCount}
        onFilter={setFilter}
        onReveal={() => onReveal(refsOf('needs-reveal'))}
      />
      {shared > 0 ? (
        <p className={classes.warning} role="status">
          <IconAlertTriangle size={15} aria-hidden /> {text('editMany.sameId', { count: shared })}
        </p>
      ) : null}
      {preview.error ? (
        <Trouble
          what={errorText(preview.error.shape).title}
          count={rows.length - preview.itemById.size}
          onAgain={preview.goOn}
        />
      ) : unreachable.length > 0 && !preview.isRunning ? (
        <Trouble
          what={text('editMany.outcome.unreachable')}
          count={unreachable.length}
          onAgain={() => preview.again(unreachable)}
        />
      ) : null}
      {shown.length > 0 ? (
        <VirtualTable
          label={text('editMany.list')}
          model={model}
          activeId={chosenId}
          onActivate={onChoose}
          onOpen={onChoose}
          isOpen={(id) => id === chosenId}
        />
      ) : (
        <StateView
          kind="empty"
          title={text('editMany.noneOfGroup')}
          action={{ label: text('editMany.group.showAll'), run: () => setFilter('all') }}
        />
      )}
    </section>
  );
}

/** Why some messages have no outcome, and the way to ask for them again. */
function Trouble({ what, count, onAgain }: { what: string; count: number; onAgain: () => void }) {
  const text = useText();
  return (
    <div className={classes.error} role="alert">
      <span>{what}</span>
      <button type="button" className={classes.again} onClick={onAgain}>
        {text('editMany.goOn', { count })}
      </button>
    </div>
  );
}
