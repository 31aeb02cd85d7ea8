import type { ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { useText } from '../locales/use-text.ts';
import styles from './master-detail.module.css';

type MasterDetailProps = {
  /** Names the pair; its widths are remembered under it. */
  id: string;
  master: ReactNode;
  /** null = nothing is open, the list has the whole width. */
  detail: ReactNode | null;
  /** The list's share of the width at first, in percent. */
  masterShare?: number;
};

/** A list and what is open from it, with a border to drag (or arrow keys on it) that is remembered. */
export function MasterDetail({ id, master, detail, masterShare = 56 }: MasterDetailProps) {
  const text = useText();
  const isOpen = detail !== null;
  const layout = useDefaultLayout({ id: `vaktbord.panes.${id}`, panelIds: isOpen ? ['master', 'detail'] : ['master'] });
  return (
    <Group
      className={styles.group}
      orientation="horizontal"
      defaultLayout={layout.defaultLayout}
      onLayoutChanged={layout.onLayoutChanged}
    >
      <Panel id="master" className={styles.panel} minSize="25%" defaultSize={isOpen ? `${masterShare}%` : '100%'}>
        {master}
      </Panel>
      {isOpen ? <Separator className={styles.separator} aria-label={text('ui.resizePanes')} /> : null}
      {isOpen ? (
        <Panel id="detail" className={styles.panel} minSize="25%" defaultSize={`${100 - masterShare}%`}>
          {detail}
        </Panel>
      ) : null}
    </Group>
  );
}
