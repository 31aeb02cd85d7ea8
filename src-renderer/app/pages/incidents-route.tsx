import { useLocation, useParams } from 'wouter';
import { IncidentDetail } from '../../features/incidents/incident-detail.tsx';
import { incidentViews } from '../../features/incidents/incident-view.ts';
import { IncidentsPage } from '../../features/incidents/incidents-page.tsx';

/** `/incidents/<view>/<incident>`: both stand in the address. */
export function IncidentsRoute() {
  const [, navigate] = useLocation();
  const params = useParams<{ view?: string; incidentId?: string }>();
  const view = incidentViews.find((each) => each === params.view) ?? 'open';
  const openId = params.incidentId ?? null;
  const open = (id: string | null): void => navigate(id === null ? `/incidents/${view}` : `/incidents/${view}/${id}`);
  return (
    <IncidentsPage
      key={view}
      view={view}
      openId={openId}
      onView={(next) => navigate(`/incidents/${next}`)}
      onOpen={open}
      onHandover={() => navigate('/handover')}
      detail={openId === null ? null : <IncidentDetail key={openId} incidentId={openId} onClose={() => open(null)} />}
    />
  );
}
