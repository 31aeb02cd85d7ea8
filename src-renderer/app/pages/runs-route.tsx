import { useLocation, useParams } from 'wouter';
import { RunPage } from '../../features/runs/run-page.tsx';
import { RunsPage } from '../../features/runs/runs-page.tsx';
import { messageAddress } from './message-address.ts';
import { ReplayViewSwitch } from './replay-view-switch.tsx';
import { runAddress, runsAddress } from './run-address.ts';

/** The runs of many messages, or the one that the address names. */
export function RunsRoute() {
  const { runId } = useParams<{ runId?: string }>();
  const [, navigate] = useLocation();
  if (runId === undefined)
    return <RunsPage onOpen={(id) => navigate(runAddress(id))} viewSwitch={<ReplayViewSwitch view="runs" />} />;
  return (
    <RunPage
      key={runId}
      runId={runId}
      onItemOpen={(item) =>
        navigate(
          item.replayId === null
            ? `/failures/${messageAddress(item)}`
            : `/replays/${encodeURIComponent(item.replayId)}`,
        )
      }
      onBack={() => navigate(runsAddress)}
    />
  );
}
