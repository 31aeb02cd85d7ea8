import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useMemo } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { AddressChoice } from '../../bridge/use-address-choice.ts';
import { useText } from '../../locales/use-text.ts';
import { CountPill } from '../../ui/count-pill.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { Page } from '../../ui/page.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useNow } from '../../ui/use-now.ts';
import { type FilterChoice, filterOf, isNarrowed, wholeList } from './failure-filter.ts';
import { FailureTable } from './failure-table.tsx';
import classes from './failures.module.css';
import { FilterBar } from './filter-bar.tsx';
import type { Listed } from './handling/listed.ts';
import { useFailureList } from './use-failure-list.ts';

export type Neighbours = { next: (() => void) | null; previous: (() => void) | null };

type FailuresPageProps = {
  openId: string | null;
  /** The filter, which the address holds. */
  address: AddressChoice<FilterChoice>;
  onOpen: (failure: Failure | null) => void;
  /** What can be done with the failures chosen, in the order of the list, or with all that match. */
  selectionActions: (chosen: readonly Failure[], listed: Listed) => ReactNode;
  /** The way to the other view. */
  viewSwitch: ReactNode;
  /** The open message needs the whole width; the list keeps its state meanwhile. */
  isDetailWhole: boolean;
  /** What is open beside the list, given the way to the neighbours in it; null = nothing. */
  detail: ((step: Neighbours) => ReactNode) | null;
};

/** Messages that need a person: filter, list, and the one that is open. */
export function FailuresPage(props: FailuresPageProps) {
  const { openId, address, onOpen, detail } = props;
  const { choice, setChoice } = address;
  const text = useText();
  const now = useNow();
  const [settled] = useDebouncedValue(choice, 200);
  const filter = useMemo(() => filterOf(settled, now), [settled, now]);
  const failures = useFailureList({
    id: 'failures',
    filter,
    question: JSON.stringify(settled),
    openId,
    isNarrow: detail !== null,
    onOpen,
  });
  const { latest, neighbours, selection } = failures;
  useKeys([
    { keys: ']', label: text('message.next'), run: () => neighbours.next?.() },
    { keys: '[', label: text('message.previous'), run: () => neighbours.previous?.() },
    {
      keys: 'Escape',
      label: text('message.close'),
      run: () => (selection.ids.size > 0 ? selection.clear() : onOpen(null)),
    },
  ]);
  const open = detail?.(neighbours) ?? null;
  return (
    <Page
      title={text('failures.title')}
      covers={text('failures.covers')}
      actions={
        <>
          <CountPill count={failures.model.waiting} onClick={failures.model.release} />
          {props.viewSwitch}
        </>
      }
      status={latest ? <Status answer={latest} isLoadingMore={failures.status.isGrowing} /> : null}
    >
      {props.isDetailWhole && open ? (
        open
      ) : (
        <MasterDetail
          id="failures"
          masterShare={42}
          master={
            <div className={classes.list}>
              <FilterBar address={address} now={now} />
              <FailureTable
                label={text('failures.list')}
                failures={failures}
                empty={<NothingHere isNarrowed={isNarrowed(choice)} onClear={() => setChoice(wholeList)} />}
                selectionActions={props.selectionActions}
              />
            </div>
          }
          detail={open}
        />
      )}
    </Page>
  );
}

function NothingHere({ isNarrowed: isFiltered, onClear }: { isNarrowed: boolean; onClear: () => void }) {
  const text = useText();
  if (isFiltered)
    return (
      <StateView
        kind="empty"
        title={text('failures.noMatch.title')}
        action={{ label: text('failures.clearFilter'), run: onClear }}
      />
    );
  return <StateView kind="empty" title={text('failures.empty.title')} hint={text('failures.empty.text')} />;
}

/** What is loaded, since when, and how fresh it is. */
function Status({ answer, isLoadingMore }: { answer: OutputOf<'failures.list'>; isLoadingMore: boolean }) {
  const text = useText();
  const format = useFormat();
  const { coverage } = answer;
  return (
    <span className={classes.status}>
      <span>
        {text(answer.isCounted ? 'failures.status.total' : 'failures.status.atLeast', { count: answer.total })}
      </span>
      {answer.urgent > 0 ? <strong>{text('failures.status.urgent', { count: answer.urgent })}</strong> : null}
      {coverage.oldestAt ? (
        <span>{text('failures.status.since', { time: format.time(coverage.oldestAt) })}</span>
      ) : null}
      <span>{text('failures.status.older')}</span>
      {coverage.refreshedAt ? (
        <span>
          <RelativeTime at={coverage.refreshedAt} />
        </span>
      ) : null}
      {coverage.behind ? <span>{text('failures.status.behind')}</span> : null}
      {isLoadingMore ? <span>{text('failures.more')}</span> : null}
    </span>
  );
}
