import { useLocation, useParams } from 'wouter';
import { alertViews } from '../../features/alerts/alert-view.ts';
import { AlertsPage } from '../../features/alerts/alerts-page.tsx';
import { AlertIncident } from '../../features/incidents/alert-incident.tsx';

/** `/alerts/<view>/<alert>`: both stand in the address. */
export function AlertsRoute() {
  const [, navigate] = useLocation();
  const params = useParams<{ view?: string; alertId?: string }>();
  const view = alertViews.find((each) => each === params.view) ?? 'open';
  return (
    <AlertsPage
      key={view}
      view={view}
      incidentOf={(alertId) => (
        <AlertIncident alertId={alertId} onOpen={(incidentId) => navigate(`/incidents/open/${incidentId}`)} />
      )}
      openId={params.alertId ?? null}
      onView={(next) => navigate(`/alerts/${next}`)}
      onOpen={(alertId) => navigate(alertId === null ? `/alerts/${view}` : `/alerts/${view}/${alertId}`)}
    />
  );
}
