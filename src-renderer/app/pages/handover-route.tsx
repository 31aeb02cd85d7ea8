import { useLocation, useParams } from 'wouter';
import { HandoverDraft } from '../../features/incidents/handover/handover-draft.tsx';
import { HandoverEarlier } from '../../features/incidents/handover/handover-earlier.tsx';
import { HandoverOne } from '../../features/incidents/handover/handover-one.tsx';
import { HandoverPage, handoverViews } from '../../features/incidents/handover/handover-page.tsx';

/** `/handover/<view>/<handover>`: what is so now, or what was signed. */
export function HandoverRoute() {
  const [, navigate] = useLocation();
  const params = useParams<{ view?: string; handoverId?: string }>();
  const view = handoverViews.find((each) => each === params.view) ?? 'draft';
  const { handoverId } = params;
  const open = (id: string): void => navigate(`/handover/earlier/${id}`);
  return (
    <HandoverPage
      view={view}
      onView={(next) => navigate(`/handover/${next}`)}
      onIncidents={() => navigate('/incidents')}
    >
      {view === 'draft' ? (
        <HandoverDraft onSigned={open} />
      ) : handoverId === undefined ? (
        <HandoverEarlier onOpen={open} />
      ) : (
        <HandoverOne key={handoverId} handoverId={handoverId} onBack={() => navigate('/handover/earlier')} />
      )}
    </HandoverPage>
  );
}
