import { ActionIcon, Modal } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useText } from '../../locales/use-text.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import type { View } from './use-views.ts';
import { ViewCount } from './view-count.tsx';
import classes from './views.module.css';

type ManageViewsProps = { views: readonly View[]; onClose: () => void };
type Asked = { kind: 'rename' | 'remove'; view: View };

/** Order, names and removal of the views that the person sees. */
export function ManageViews({ views, onClose }: ManageViewsProps) {
  const text = useText();
  const onError = useReportError();
  const [asked, setAsked] = useState<Asked | null>(null);
  const remove = useContractCommand('views.remove', ['views.list']);
  const back = () => setAsked(null);
  if (asked?.kind === 'rename') {
    const { view } = asked;
    return <SaveViewDialog view={view} place={view.place} filter={view.filter} onSaved={back} onClose={back} />;
  }
  if (asked?.kind === 'remove')
    return (
      <ConfirmDialog
        title={text('views.remove.title', { name: asked.view.name })}
        confirmLabel={text('views.remove')}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({ viewId: asked.view.viewId }, { onSuccess: back, onError })}
        onClose={back}
      >
        <p>{text(asked.view.isShared ? 'views.remove.sharedText' : 'views.remove.text')}</p>
      </ConfirmDialog>
    );
  return <ViewList views={views} onAsk={setAsked} onClose={onClose} />;
}

function ViewList({ views, onAsk, onClose }: ManageViewsProps & { onAsk: (asked: Asked) => void }) {
  useReturnFocus();
  const text = useText();
  const onError = useReportError();
  const order = useContractCommand('views.order', ['views.list']);
  const move = (at: number, by: number): void => {
    const ids = views.map(({ viewId }) => viewId);
    const [moved] = ids.splice(at, 1);
    if (moved !== undefined) ids.splice(at + by, 0, moved);
    order.mutate({ viewIds: ids }, { onError });
  };
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={text('views.manage')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <ul className={classes.rows}>
        {views.map((view, at) => (
          <li key={view.viewId} className={classes.row}>
            <span className={classes.name}>
              {view.name} <span className="dim small">{text(`views.place.${view.place}`)}</span>
              {view.isShared ? (
                <span className="dim small"> · {text('views.sharedBy', { owner: view.owner })}</span>
              ) : null}
            </span>
            <ViewCount count={view.count} />
            <Act label={text('views.up', { name: view.name })} isOff={at === 0} run={() => move(at, -1)}>
              <IconArrowUp size={15} />
            </Act>
            <Act
              label={text('views.down', { name: view.name })}
              isOff={at === views.length - 1}
              run={() => move(at, 1)}
            >
              <IconArrowDown size={15} />
            </Act>
            <Act
              label={text('views.rename', { name: view.name })}
              isOff={!view.mayChange}
              run={() => onAsk({ kind: 'rename', view })}
            >
              <IconPencil size={15} />
            </Act>
            <Act
              label={text('views.removeOne', { name: view.name })}
              isOff={!view.mayChange}
              run={() => onAsk({ kind: 'remove', view })}
            >
              <IconTrash size={15} />
            </Act>
          </li>
        ))}
      </ul>
    </Modal>
  );
}

type ActProps = { label: string; isOff: boolean; run: () => void; children: ReactNode };

function Act({ label, isOff, run, children }: ActProps) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} disabled={isOff} onClick={run}>
      {children}
    </ActionIcon>
  );
}
