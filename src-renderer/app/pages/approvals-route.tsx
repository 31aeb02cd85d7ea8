import { useLocation } from 'wouter';
import { ApprovalsPage } from '../../features/approvals/approvals-page.tsx';
import { messageAddress } from './message-address.ts';
import { ReplayViewSwitch } from './replay-view-switch.tsx';
import { runAddress } from './run-address.ts';

/** What waits for a second person. */
export function ApprovalsRoute() {
  const [, navigate] = useLocation();
  return (
    <ApprovalsPage
      viewSwitch={<ReplayViewSwitch view="approvals" />}
      onRunOpen={(runId) => navigate(runAddress(runId))}
      onMessageOpen={(ref) => navigate(`/failures/${messageAddress(ref)}`)}
    />
  );
}
