import { type ReactNode, useMemo, useState } from 'react';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { SelectionBar } from '../../ui/virtual-table/selection-bar.tsx';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import classes from './failures.module.css';
import type { AskedDecision } from './handling/asked-decision.ts';
import { AskedDialog } from './handling/asked-dialog.tsx';
import { DecideMenu } from './handling/decide-menu.tsx';
import { ExportAction } from './handling/export-action.tsx';
import type { Listed } from './handling/listed.ts';
import { useAcknowledgeKey } from './handling/use-acknowledge-key.ts';
import { OrderNote } from './ordering/order-note.tsx';
import { type FailureList, idOf } from './use-failure-list.ts';

type FailureTableProps = {
  label: string;
  failures: FailureList;
  /** Shown when the answer is no rows. */
  empty: ReactNode;
  keysWhen?: 'shown' | 'focused';
  /** What can be done with the failures chosen, in the order of the list, or with all that match. */
  selectionActions: (chosen: readonly Failure[], listed: Listed) => ReactNode;
};

const nameOf = ({ channelName, header }: Failure): string =>
  [channelName, header.messageType, header.messageControlId].filter(Boolean).join(' · ');

/** Failures as rows, and below them what can be done with those chosen. */
export function FailureTable({ label, failures, empty, keysWhen = 'shown', selectionActions }: FailureTableProps) {
  const { model, selection, chosen, latest } = failures;
  const count = model.source.length;
  const listed = { filter: failures.filter, total: Math.max(latest?.total ?? 0, count) };
  const choosing = useMemo(() => ({ selection, nameOf }), [selection]);
  // The dialog outlives the bar: what is handled leaves the list, and the choice with it, before it has told how it went.
  const [decided, setDecided] = useState<{ asked: AskedDecision; failureIds: string[]; listed: Listed } | null>(null);
  const ask = (asked: AskedDecision): void => setDecided({ asked, failureIds: chosen.map(idOf), listed });
  const isAlone = keysWhen === 'shown' && failures.openId === null && selection.ids.size === 0;
  useAcknowledgeKey(isAlone ? failures.activeId : null);
  return (
    <>
      <OrderNote order={failures.order} />
      <div className={classes.rows}>
        {count > 0 ? (
          <VirtualTable
            label={label}
            model={model}
            activeId={failures.activeId}
            onActivate={failures.setActiveId}
            onOpen={failures.open}
            isOpen={(id) => id === failures.openId}
            choosing={choosing}
            keysWhen={keysWhen}
          />
        ) : (
          <NoRows status={failures.status} empty={empty} />
        )}
      </div>
      <SelectionBar selection={selection} total={listed.total}>
        {selectionActions(chosen, listed)}
        <ExportAction chosen={chosen} listed={listed} />
        <DecideMenu onAsk={ask} />
      </SelectionBar>
      {decided ? <AskedDialog {...decided} onDone={selection.clear} onClose={() => setDecided(null)} /> : null}
    </>
  );
}

function NoRows({ status, empty }: { status: FailureList['status']; empty: ReactNode }) {
  const text = useText();
  const errorText = useErrorText();
  if (status.error)
    return (
      <StateView
        kind="error"
        {...errorText(status.error.shape)}
        action={{ label: text('ui.tryAgain'), run: status.retry }}
      />
    );
  return status.isPending ? <StateView kind="loading" /> : empty;
}
