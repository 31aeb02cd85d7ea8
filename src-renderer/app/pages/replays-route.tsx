import { useLocation, useParams } from 'wouter';
import { ReplaysPage } from '../../features/replay/replays-page.tsx';

/** The replays, one of them open by its address. */
export function ReplaysRoute() {
  const { replayId } = useParams<{ replayId?: string }>();
  const [, navigate] = useLocation();
  return (
    <ReplaysPage
      openId={replayId ?? null}
      onOpen={(id) => navigate(id ? `/replays/${encodeURIComponent(id)}` : '/replays')}
    />
  );
}
