import { type ReactNode, useMemo, useState } from 'react';
import { useText } from '../../locales/use-text.ts';
import { useKeys } from '../../ui/keyboard/use-keys.ts';
import { MasterDetail } from '../../ui/master-detail.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { useAlertColumns } from './alert-columns.tsx';
import { AlertDetail } from './alert-detail.tsx';
import type { AlertView } from './alert-view.ts';
import classes from './alerts.module.css';

type Props = {
  /** Names the list; its columns are remembered under it. */
  id: 'alerts' | 'alerts-history';
  rows: readonly AlertView[];
  empty: { title: string; hint: string };
  openId: string | null;
  onOpen: (alertId: string | null) => void;
  onEndReached?: () => void;
  incidentOf: (alertId: string) => ReactNode;
};

/** A list of alerts with the open one beside it. */
export function AlertList({ id, rows, empty, openId, onOpen, onEndReached, incidentOf }: Props) {
  const text = useText();
  const [activeId, setActiveId] = useState<string | null>(openId);
  const known = useMemo(() => [...rows], [rows]);
  const model = useTableModel({
    id,
    columns: useAlertColumns(openId !== null),
    rows: known,
    idOf: (row) => row.alertId,
    isHeld: openId !== null,
  });
  const close = (): void => onOpen(null);
  useKeys(openId === null ? [] : [{ keys: 'Escape', label: text('keys.closeDetail'), run: close }]);
  return (
    <MasterDetail
      id={id}
      masterShare={50}
      master={
        rows.length === 0 ? (
          <StateView kind="empty" {...empty} />
        ) : (
          <div className={classes.list}>
            <VirtualTable
              label={text('alerts.list')}
              model={model}
              activeId={activeId}
              onActivate={setActiveId}
              onOpen={onOpen}
              isOpen={(alertId) => alertId === openId}
              {...(onEndReached === undefined ? {} : { onEndReached })}
            />
          </div>
        )
      }
      detail={
        openId === null ? null : (
          <AlertDetail key={openId} alertId={openId} incident={incidentOf(openId)} onClose={close} />
        )
      }
    />
  );
}
