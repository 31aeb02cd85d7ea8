import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { useContractQuery } from '../../bridge/hooks.ts';
import { NotPermitted } from '../../bridge/not-permitted.tsx';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { ConnectionTable } from './connection-table.tsx';
import styles from './connections.module.css';

const newId = 'new';

/** The engines connected to, and the form of the one opened. @param openId null = the list; "new" = an empty form */
export function ConnectionsSection({ openId, address }: { openId: string | null; address: string }) {
  const text = useText();
  const [, navigate] = useLocation();
  const canSave = useMay()('connections.save');
  const list = useContractQuery('connections.list', {});
  return (
    <QueryView query={list}>
      {({ items }) => {
        if (openId !== null) {
          if (!canSave) return <NotPermitted name="connections.save" />;
          const view = items.find(({ connection }) => connection.connectionId === openId) ?? null;
          if (!view && openId !== newId) {
            const back = { label: text('ui.back'), run: () => navigate(address) };
            return <StateView kind="empty" title={text('connections.gone')} action={back} />;
          }
          return <ConnectionForm key={openId} view={view} onClose={() => navigate(address)} />;
        }
        return (
          <div className={styles.section}>
            <div className={styles.row}>
              <p className="dim" style={{ flex: 1 }}>
                {text('connections.covers')}
              </p>
              {canSave ? (
                <Button
                  leftSection={<IconPlus size={14} aria-hidden />}
                  onClick={() => navigate(`${address}/${newId}`)}
                >
                  {text('connections.add')}
                </Button>
              ) : null}
            </div>
            {items.length === 0 ? (
              <StateView kind="empty" title={text('connections.empty')} hint={text('connections.emptyHint')} />
            ) : (
              <ConnectionTable items={items} onOpen={canSave ? (id) => navigate(`${address}/${id}`) : null} />
            )}
          </div>
        );
      }}
    </QueryView>
  );
}
