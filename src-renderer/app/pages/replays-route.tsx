import { useLocation, useParams } from 'wouter';
import { ReplaysPage } from '../../features/replay/replays-page.tsx';
import { messageAddress } from './message-address.ts';
import { ReplayViewSwitch } from './replay-view-switch.tsx';

/** The replays, one of them open by its address. */
export function ReplaysRoute() {
  const { replayId } = useParams<{ replayId?: string }>();
  const [, navigate] = useLocation();
  return (
    <ReplaysPage
      openId={replayId ?? null}
      viewSwitch={<ReplayViewSwitch view="single" />}
      onMessageOpen={(ref) => navigate(`/failures/${messageAddress(ref)}`)}
      onOpen={(id) => navigate(id ? `/replays/${encodeURIComponent(id)}` : '/replays')}
    />
  );
}
