import { Button } from '@mantine/core';
import type { Handover } from '../../../../src-shared/domain/duty/handover.ts';
import { usePagedQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import classes from '../incidents.module.css';

/** What was handed over before, newest first. */
export function HandoverEarlier({ onOpen }: { onOpen: (handoverId: string) => void }) {
  const text = useText();
  const pages = usePagedQuery('handover.list', { limit: 50 });
  return (
    <QueryView
      query={pages}
      empty={(answer) =>
        answer.pages[0]?.items.length ? null : (
          <StateView kind="empty" title={text('handover.none')} hint={text('handover.noneHint')} />
        )
      }
    >
      {(answer) => (
        <section aria-label={text('handover.list')}>
          {answer.pages
            .flatMap(({ items }) => items)
            .map((handover) => (
              <Row key={handover.handoverId} handover={handover} onOpen={() => onOpen(handover.handoverId)} />
            ))}
          {pages.hasNextPage ? (
            <Button mt="xs" size="compact-sm" variant="default" onClick={() => void pages.fetchNextPage()}>
              {text('incidents.timeline.more')}
            </Button>
          ) : null}
        </section>
      )}
    </QueryView>
  );
}

function Row({ handover: { signedAt, signedBy, received }, onOpen }: { handover: Handover; onOpen: () => void }) {
  const text = useText();
  return (
    <div className={classes.earlier}>
      <button type="button" className={classes.link} onClick={onOpen}>
        {text('handover.report.signed', { at: signedAt, person: signedBy.name })}
      </button>
      <span className="dim">
        {received === null
          ? text('handover.waiting')
          : text('handover.report.received', { at: received.at, person: received.person.name })}
      </span>
    </div>
  );
}
