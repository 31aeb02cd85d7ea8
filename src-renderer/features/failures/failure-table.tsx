import { type ReactNode, useState } from 'react';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { SelectionBar } from '../../ui/virtual-table/selection-bar.tsx';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import classes from './failures.module.css';
import { ExportAction } from './handling/export-action.tsx';
import { HandleAction } from './handling/handle-action.tsx';
import { HandleDialog } from './handling/handle-dialog.tsx';
import type { Listed } from './handling/listed.ts';
import { type FailureList, idOf } from './use-failure-list.ts';
import { mostTaken } from './use-take-more.ts';

type FailureTableProps = {
  label: string;
  failures: FailureList;
  /** Shown when the answer is no rows. */
  empty: ReactNode;
  keysWhen?: 'shown' | 'focused';
  /** What can be done with the failures chosen, in the order of the list. */
  selectionActions: (chosen: readonly Failure[]) => ReactNode;
};

const nameOf = ({ channelName, header }: Failure): string =>
  [channelName, header.messageType, header.messageControlId].filter(Boolean).join(' · ');

/** Failures as rows, and below them what can be done with those chosen. */
export function FailureTable({ label, failures, empty, keysWhen = 'shown', selectionActions }: FailureTableProps) {
  const text = useText();
  const { model, rows, selection, taking, latest } = failures;
  const listed = { filter: failures.filter, total: latest?.total ?? rows.length };
  // The dialog outlives the bar: what is handled leaves the list, and the choice with it, before it has told how it went.
  const [handled, setHandled] = useState<{ failureIds: string[]; listed: Listed } | null>(null);
  const chosen = model.rows.filter((row) => selection.ids.has(idOf(row)));
  return (
    <>
      <div className={classes.rows}>
        {rows.length > 0 ? (
          <VirtualTable
            label={label}
            model={model}
            activeId={failures.activeId}
            onActivate={failures.setActiveId}
            onOpen={failures.open}
            isOpen={(id) => id === failures.openId}
            choosing={{ selection, nameOf }}
            onEndReached={failures.loadMore}
            keysWhen={keysWhen}
          />
        ) : (
          <NoRows list={failures.list} empty={empty} />
        )}
      </div>
      <SelectionBar
        selection={selection}
        loaded={rows.length}
        total={latest?.total ?? null}
        more={
          rows.length < mostTaken
            ? {
                label: text('failures.takeMore', { count: Math.min(mostTaken, latest?.total ?? mostTaken) }),
                isBusy: taking.isTaking,
                run: taking.take,
              }
            : null
        }
      >
        {selectionActions(chosen)}
        <ExportAction chosen={chosen} listed={listed} />
        <HandleAction onAsk={() => setHandled({ failureIds: chosen.map(idOf), listed })} />
      </SelectionBar>
      {handled ? <HandleDialog {...handled} onDone={selection.clear} onClose={() => setHandled(null)} /> : null}
    </>
  );
}

type NoRowsProps = {
  list: Pick<FailureList['list'], 'isPending' | 'hasNextPage' | 'error' | 'refetch'>;
  empty: ReactNode;
};

function NoRows({ list, empty }: NoRowsProps) {
  const text = useText();
  const errorText = useErrorText();
  if (list.error)
    return (
      <StateView
        kind="error"
        {...errorText(list.error.shape)}
        action={{ label: text('ui.tryAgain'), run: () => void list.refetch() }}
      />
    );
  return list.isPending || list.hasNextPage ? <StateView kind="loading" /> : empty;
}
