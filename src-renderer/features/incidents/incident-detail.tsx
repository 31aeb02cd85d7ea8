import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Incident } from '../../../src-shared/domain/duty/incident.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { SeverityBadge } from '../../widgets/severity-badge.tsx';
import { ExportMenu } from './export-menu.tsx';
import { IncidentActions } from './incident-actions.tsx';
import { IncidentChecklist } from './incident-checklist.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import { IncidentLinks } from './incident-links.tsx';
import { IncidentTimeline } from './incident-timeline.tsx';
import { subjectOf } from './incident-view.ts';
import classes from './incidents.module.css';

/** One incident: what and how bad, who has it, what is next, and all that has happened. */
export function IncidentDetail({ incidentId, onClose }: { incidentId: string; onClose: () => void }) {
  const text = useText();
  const query = useContractQuery('incidents.get', { incidentId }, { keepPrevious: true });
  return (
    <article className={classes.detail} aria-label={text('incidents.one')}>
      <QueryView query={query}>
        {({ incident }) => (
          <>
            <Head incident={incident} onClose={onClose} />
            <IncidentTimeline incidentId={incidentId} />
            <IncidentChecklist incident={incident} />
            <IncidentFacts incident={incident} />
            <IncidentLinks incident={incident} />
          </>
        )}
      </QueryView>
    </article>
  );
}

function Head({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const text = useText();
  const may = useMay();
  const { number, owner, state, severity, openedAt, openedBy, resolvedAt, cause } = incident;
  return (
    <header className={classes.head}>
      <div className={classes.titleLine}>
        <h2>
          {number} {subjectOf(incident, text)}
        </h2>
        <ActionIcon aria-label={text('incidents.close')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className={classes.facts}>
        <SeverityBadge severity={severity} />
        <span className="strong" data-state={state}>
          {text(`incident.state.${state}`)}
        </span>
        <span>
          {text('incidents.column.owner')}: {owner?.name ?? text('incidents.nobody')}
        </span>
        <span className="dim">{text('incidents.openedBy', { at: openedAt, person: openedBy.name })}</span>
        {resolvedAt === null ? null : <span className="dim">{text('incidents.resolvedAt', { at: resolvedAt })}</span>}
      </div>
      {cause === null ? null : (
        <p>
          {text('incident.report.cause')}: {cause}
        </p>
      )}
      {may('incidents.acknowledge') ? (
        <div className={classes.actions}>
          <IncidentActions incident={incident} />
          <ExportMenu incident={incident} />
        </div>
      ) : null}
    </header>
  );
}
