import { Button } from '@mantine/core';
import { entrySentence } from '../../../src-shared/domain/duty/entry-sentence.ts';
import type { TimelineEntry } from '../../../src-shared/domain/duty/timeline.ts';
import { usePagedQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { Moment } from '../../ui/relative-time.tsx';
import classes from './incidents.module.css';

const page = 100;

/** What has happened, newest first; as far back as somebody asks. */
export function IncidentTimeline({ incidentId }: { incidentId: string }) {
  const text = useText();
  const pages = usePagedQuery('incidents.entries', { incidentId, limit: page }, { keepPrevious: true });
  return (
    <section className={classes.part} aria-label={text('incidents.timeline')}>
      <QueryView query={pages}>
        {(answer) => (
          <>
            <div className={classes.partHead}>
              <h3>{text('incidents.timeline')}</h3>
              <span className="dim">{text('incidents.timeline.count', { count: answer.pages[0]?.total ?? 0 })}</span>
            </div>
            <ol className={classes.lines}>
              {answer.pages
                .flatMap(({ items }) => items)
                .map((entry) => (
                  <Entry key={entry.entry} entry={entry} />
                ))}
            </ol>
            {pages.hasNextPage ? (
              <Button
                mt="xs"
                size="compact-sm"
                variant="default"
                loading={pages.isFetchingNextPage}
                onClick={() => void pages.fetchNextPage()}
              >
                {text('incidents.timeline.more')}
              </Button>
            ) : null}
          </>
        )}
      </QueryView>
    </section>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const text = useText();
  return (
    <li className={classes.entry} data-entry={entry.kind}>
      <span className="dim">
        <Moment at={entry.at} />
      </span>
      <div>
        {entrySentence(entry, text.from)}
        {entry.person === null ? null : <span className="dim"> · {entry.person.name}</span>}
        {entry.text === null ? null : <p className={classes.said}>{entry.text}</p>}
      </div>
    </li>
  );
}
