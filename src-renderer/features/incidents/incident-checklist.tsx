import { Checkbox } from '@mantine/core';
import type { CheckItem } from '../../../src-shared/domain/duty/checklist.ts';
import type { Incident } from '../../../src-shared/domain/duty/incident.ts';
import { useContractCommand } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useReportError } from '../../bridge/use-report-error.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import classes from './incidents.module.css';
import { TimeLeft } from './time-left.tsx';

/** What may have to be told outside, and by when; people tick off what they did. */
export function IncidentChecklist({ incident }: { incident: Incident }) {
  const text = useText();
  if (incident.checks.length === 0) return null;
  return (
    <section className={classes.part} aria-label={text('incidents.checklist')}>
      <div className={classes.partHead}>
        <h3>{text('incidents.checklist')}</h3>
      </div>
      <p className={classes.hint}>{text('incidents.checklist.hint')}</p>
      <ul className={classes.lines}>
        {incident.checks.map((check) => (
          <li key={check.checkId} className={classes.check} data-check={check.checkId}>
            <Check incidentId={incident.incidentId} check={check} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Check({ incidentId, check }: { incidentId: string; check: CheckItem }) {
  const text = useText();
  const may = useMay();
  const format = useFormat();
  const reportError = useReportError();
  const tick = useContractCommand('incidents.check');
  const { requestId, renew } = useRequestId();
  const { checkId, doneAt, doneBy, isReviewed } = check;
  const toggle = (isDone: boolean): void =>
    tick.mutate({ requestId, incidentId, checkId, isDone }, { onSettled: renew, onError: reportError });
  return (
    <>
      <div className={classes.facts}>
        <Checkbox
          size="xs"
          label={text(`incident.check.${checkId}`)}
          checked={doneAt !== null}
          disabled={!may('incidents.check') || tick.isPending}
          onChange={(event) => toggle(event.currentTarget.checked)}
        />
        {doneAt === null ? (
          <Due check={check} />
        ) : (
          <span className="dim">{text('incident.report.done', { at: doneAt, person: doneBy?.name ?? '' })}</span>
        )}
        {doneAt === null && check.dueAt !== null ? <span className="dim">{format.time(check.dueAt)}</span> : null}
      </div>
      <span className={classes.small}>
        {check.text ?? text(`incident.check.${checkId}.text`)}
        {isReviewed ? null : ` ${text('incident.report.toReview')}.`}
      </span>
    </>
  );
}

function Due({ check: { dueAt, hours, startsAt } }: { check: CheckItem }) {
  const text = useText();
  if (dueAt !== null) return <TimeLeft dueAt={dueAt} />;
  if (hours === null) return null;
  return (
    <span className="dim">
      {startsAt === 'aware' ? text('incidents.check.notStarted') : text('incident.report.noClock')}
    </span>
  );
}
