import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { HandleDialog } from './handle-dialog.tsx';
import classes from './overdue.module.css';
import { ViewSwitch } from './overdue-page.tsx';
import type { OverdueView } from './overdue-view.ts';

type Item = OutputOf<'expectations.handled'>['items'][number];
type HandledPageProps = { onView: (view: OverdueView) => void; onWay: ((ref: MessageRef) => void) | null };

/** What was settled otherwise, by whom and why; each can be put back. */
export function HandledPage({ onView, onWay }: HandledPageProps) {
  const text = useText();
  const handled = useContractQuery('expectations.handled', {});
  return (
    <Page
      title={text('nav.overdue')}
      covers={text('overdue.handled.covers')}
      actions={<ViewSwitch view="handled" onView={onView} />}
    >
      <QueryView
        query={handled}
        empty={({ items }) =>
          items.length > 0 ? null : <StateView kind="empty" title={text('overdue.handled.none')} />
        }
      >
        {({ items }) => (
          <div className={classes.scroll}>
            <table className={classes.table} aria-label={text('overdue.view.handled')}>
              <thead>
                <tr>
                  <th scope="col">{text('overdue.handled.when')}</th>
                  <th scope="col">{text('overdue.handled.who')}</th>
                  <th scope="col">{text('ui.reason')}</th>
                  <th scope="col">{text('overdue.handled.do')}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <HandledRow key={item.expectationId} item={item} onWay={onWay} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </QueryView>
    </Page>
  );
}

function HandledRow({
  item: { expectationId, at, person, reason, ref },
  onWay,
}: { item: Item } & Pick<HandledPageProps, 'onWay'>) {
  const text = useText();
  const format = useFormat();
  const may = useMay();
  const [isUndoing, setUndoing] = useState(false);
  return (
    <tr>
      <td>{format.time(at)}</td>
      <td>{person}</td>
      <td>{reason ?? text('overdue.handled.reasonGone')}</td>
      <td>
        {onWay === null || ref === null ? null : (
          <Button size="compact-xs" variant="default" onClick={() => onWay(ref)}>
            {text('trace.act.way')}
          </Button>
        )}{' '}
        {may('expectations.undo') ? (
          <Button size="compact-xs" variant="default" onClick={() => setUndoing(true)}>
            {text('overdue.act.undo')}
          </Button>
        ) : null}
        {isUndoing ? <HandleDialog ids={[expectationId]} act="undo" onClose={() => setUndoing(false)} /> : null}
      </td>
    </tr>
  );
}
