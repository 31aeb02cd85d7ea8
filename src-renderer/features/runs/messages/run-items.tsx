import { useMemo, useState } from 'react';
import type { RunItem, RunItemPick } from '../../../../src-shared/domain/replay-run.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { useTableModel } from '../../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../../ui/virtual-table/virtual-table.tsx';
import type { RunView } from '../run-view.ts';
import classes from '../runs.module.css';
import { countOf, PickBar } from './pick-bar.tsx';
import { useItemColumns } from './run-item-columns.tsx';
import { idOfItem, useItemRows } from './use-item-rows.ts';

type RunItemsProps = {
  view: RunView;
  only: RunItemPick | null;
  onOnly: (only: RunItemPick | null) => void;
  onOpen: (item: RunItem) => void;
};

const none: readonly RunItem[] = [];

/** Every message of the run in the order they go, however many; pressed counts narrow it. */
export function RunItems({ view, only, onOnly, onOpen }: RunItemsProps) {
  const text = useText();
  const format = useFormat();
  const errorText = useErrorText();
  const [activeId, setActiveId] = useState<string | null>(null);
  const total = countOf(view.counts, only);
  const rows = useItemRows({ runId: view.run.runId, only, total });
  const columns = useItemColumns({
    isPlan: view.run.state === 'planned',
    hasLeftOut: view.counts.leftOut > 0,
  });
  const table = useTableModel<RunItem>({ id: 'run-items', columns, rows: none, idOf: idOfItem, isHeld: false });
  const model = useMemo(() => ({ ...table, source: rows.source }), [table, rows.source]);
  const open = (id: string): void => {
    const item = rows.source.rowAt(rows.source.indexOf(id));
    if (item) onOpen(item);
  };
  return (
    <section className={classes.items} aria-label={text('runs.items')}>
      <div className={classes.itemsHead}>
        <h3>{text('runs.items.title', { number: format.number(total) })}</h3>
        <PickBar view={view} only={only} onOnly={onOnly} />
      </div>
      {rows.error && rows.isPending ? (
        <StateView
          kind="error"
          {...errorText(rows.error.shape)}
          action={{ label: text('ui.tryAgain'), run: rows.retry }}
        />
      ) : total === 0 ? (
        <StateView kind="empty" title={text('runs.items.none')} />
      ) : (
        <VirtualTable
          label={text('runs.items')}
          model={model}
          activeId={activeId}
          onActivate={setActiveId}
          onOpen={open}
          keysWhen="focused"
        />
      )}
    </section>
  );
}
