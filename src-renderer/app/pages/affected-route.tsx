import { useLocation, useParams } from 'wouter';
import { useMay } from '../../bridge/use-may.ts';
import { AffectedPage } from '../../features/affected/affected-page.tsx';
import { NewSet } from '../../features/affected/new-set.tsx';
import { SetDetail } from '../../features/affected/set-detail.tsx';
import { PlanAll } from '../../features/runs/plan-all.tsx';
import { messageAddress } from './message-address.ts';
import { runAddress } from './run-address.ts';

/** The lists of affected messages: one open by its address, or a new one, perhaps begun with a channel. */
export function AffectedRoute() {
  const { setId, connectionId, channelId } = useParams<{
    setId?: string;
    connectionId?: string;
    channelId?: string;
  }>();
  const [, navigate] = useLocation();
  const may = useMay();
  const open = (id: string | null): void => navigate(id === null ? '/affected' : `/affected/${encodeURIComponent(id)}`);
  const isNew = setId === 'new';
  const channel = connectionId && channelId ? `${connectionId}/${channelId}` : null;
  const detail = isNew ? (
    may('affected.freeze') ? (
      <NewSet key={channel} channel={channel} onFrozen={open} />
    ) : null
  ) : setId ? (
    <SetDetail
      key={setId}
      setId={setId}
      actions={(set, part) => (
        <PlanAll
          key={JSON.stringify(part)}
          scope={{ kind: 'affected', setId: set.setId, part }}
          count={Object.values(part).every((each) => each === null) ? set.counts.total : null}
          onPlanned={(runId) => navigate(runAddress(runId))}
        />
      )}
      onOpen={(message) => navigate(`/messages/${messageAddress(message)}`)}
      onClose={() => open(null)}
    />
  ) : null;
  return (
    <AffectedPage
      openId={isNew ? null : (setId ?? null)}
      onOpen={open}
      onNew={isNew ? null : () => navigate('/affected/new')}
      detail={detail}
    />
  );
}
