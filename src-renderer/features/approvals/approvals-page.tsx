import type { ReactNode } from 'react';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';
import classes from './approvals.module.css';
import { AskedRow } from './asked-row.tsx';
import { EmergencyRow } from './emergency-row.tsx';

export type ApprovalsPageProps = {
  viewSwitch: ReactNode;
  onRunOpen: (runId: string) => void;
  onMessageOpen: (ref: MessageRef) => void;
};

/** What waits for another person: consent before, and a look afterwards. */
export function ApprovalsPage({ viewSwitch, onRunOpen, onMessageOpen }: ApprovalsPageProps) {
  const text = useText();
  const asked = useContractQuery('approvals.list', { open: true, runId: null, ref: null });
  const emergencies = useContractQuery('approvals.emergencies', { open: true, runId: null });
  return (
    <Page title={text('replay.title')} covers={text('approvals.covers')} actions={viewSwitch}>
      <div className={classes.page}>
        <section aria-label={text('approvals.asked')}>
          <h2>{text('approvals.asked')}</h2>
          <QueryView query={asked}>
            {({ items }) =>
              items.length === 0 ? (
                <p className="dim">{text('approvals.asked.empty')}</p>
              ) : (
                <ul className={classes.list}>
                  {items.map((approval) => (
                    <AskedRow
                      key={approval.approvalId}
                      approval={approval}
                      onOpen={() =>
                        approval.subject.kind === 'run'
                          ? onRunOpen(approval.subject.runId)
                          : onMessageOpen(approval.subject.ref)
                      }
                    />
                  ))}
                </ul>
              )
            }
          </QueryView>
        </section>
        <section aria-label={text('approvals.emergencies')}>
          <h2>{text('approvals.emergencies')}</h2>
          <QueryView query={emergencies}>
            {({ items }) =>
              items.length === 0 ? (
                <p className="dim">{text('approvals.emergencies.empty')}</p>
              ) : (
                <ul className={classes.list}>
                  {items.map((emergency) => (
                    <EmergencyRow
                      key={emergency.runId}
                      emergency={emergency}
                      onOpen={() => onRunOpen(emergency.runId)}
                    />
                  ))}
                </ul>
              )
            }
          </QueryView>
        </section>
      </div>
    </Page>
  );
}
