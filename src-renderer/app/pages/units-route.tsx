import { useLocation, useParams } from 'wouter';
import { FindingDetail } from '../../features/measurement-units/finding-detail.tsx';
import { findingViews } from '../../features/measurement-units/finding-view.ts';
import { FindingsPage } from '../../features/measurement-units/findings-page.tsx';
import { messageAddress } from './message-address.ts';

/** `/units/<view>/<finding>`: both stand in the address. */
export function UnitsRoute() {
  const [, navigate] = useLocation();
  const params = useParams<{ view?: string; findingId?: string }>();
  const view = findingViews.find((each) => each === params.view) ?? 'wanting';
  const open = (id: string | null): void => navigate(id === null ? `/units/${view}` : `/units/${view}/${id}`);
  const openId = params.findingId ?? null;
  return (
    <FindingsPage
      key={view}
      view={view}
      openId={openId}
      onView={(next) => navigate(`/units/${next}`)}
      onOpen={open}
      detail={
        openId === null ? null : (
          <FindingDetail
            key={openId}
            findingId={openId}
            onMessage={(message) => navigate(`/messages/${messageAddress(message)}`)}
            onClose={() => open(null)}
          />
        )
      }
    />
  );
}
