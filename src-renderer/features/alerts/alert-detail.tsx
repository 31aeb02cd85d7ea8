import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { ContactPlace } from '../../../src-shared/domain/contacts/find-contacts.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { SeverityBadge } from '../../widgets/severity-badge.tsx';
import { WhomToCall } from '../../widgets/whom-to-call.tsx';
import { AlertActions } from './alert-actions.tsx';
import { AlertStandingBadge } from './alert-standing.tsx';
import { type AlertView, channelAddressOf, evidenceAddressOf } from './alert-view.ts';
import classes from './alerts.module.css';
import { RuleFacts } from './rule-facts.tsx';
import { useAlertWords } from './use-alert-words.ts';

/** One alert: what is wrong and since when, who has it, where to look, and the rule as it was when it fired. */
type AlertDetailProps = {
  alertId: string;
  /** The way to what is done about it. */
  incident: ReactNode;
  onClose: () => void;
};

export function AlertDetail({ alertId, incident, onClose }: AlertDetailProps) {
  const query = useContractQuery('alerts.get', { alertId }, { keepPrevious: true, everyMs: 10_000 });
  return (
    <QueryView query={query}>
      {({ alert, steps }) => (
        <Whole alert={alert} incident={incident} onClose={onClose}>
          <Steps steps={steps} />
        </Whole>
      )}
    </QueryView>
  );
}

type WholeProps = Omit<AlertDetailProps, 'alertId'> & { alert: AlertView; children: ReactNode };

function Whole({ alert, incident, onClose, children }: WholeProps) {
  const text = useText();
  const contacts = useContractQuery('contacts.list', {});
  const { sentenceOf } = useAlertWords();
  return (
    <section className={classes.detail} aria-label={alert.subjectName}>
      <header className={classes.head}>
        <div className={classes.titleLine}>
          <h2>{alert.subjectName}</h2>
          <ActionIcon aria-label={text('keys.closeDetail')} onClick={onClose}>
            <IconX size={16} />
          </ActionIcon>
        </div>
        <p className="strong">{sentenceOf(alert)}</p>
        {alert.late === null ? null : <p>{text('alerts.late', alert.late)}</p>}
        <div className={classes.facts}>
          <SeverityBadge severity={alert.state === 'resolved' ? 'fine' : alert.severity} />
          <AlertStandingBadge alert={alert} />
          <span className="dim">{alert.engineName}</span>
        </div>
        <div className={classes.actions}>
          <AlertActions alert={alert} />
          {incident}
        </div>
        <Places alert={alert} />
      </header>
      <section className={classes.part} aria-label={text('contacts.whom')}>
        <h3>{text('contacts.whom')}</h3>
        <WhomToCall contacts={contacts.data?.items} place={placeOf(alert)} />
      </section>
      <RuleFacts alert={alert} />
      {children}
    </section>
  );
}

/** Who sees to what is wrong there: the engine, what the alert names, and the channel. */
function placeOf({ engineName, subjectName, connectionId, channelId }: AlertView): ContactPlace {
  const channel = channelId === null ? null : { connectionId, channelId };
  return { parties: [subjectName, engineName], channel };
}

function Places({ alert }: { alert: AlertView }) {
  const text = useText();
  const [, navigate] = useLocation();
  const channel = channelAddressOf(alert);
  // A list of messages is not for everybody; a channel is.
  const evidence = useMay()('failures.list') ? evidenceAddressOf(alert) : null;
  const cause = alert.causeId === null ? null : { address: `/alerts/open/${alert.causeId}`, of: 'cause' as const };
  const places = [cause, evidence, channel === null ? null : { address: channel, of: 'channel' as const }];
  return (
    <nav className={classes.actions} aria-label={text('alerts.places')}>
      {places.map((place) =>
        place === null ? null : (
          <Button key={place.of} size="compact-sm" variant="default" onClick={() => navigate(place.address)}>
            {text(`alerts.place.${place.of}`)}
          </Button>
        ),
      )}
    </nav>
  );
}

function Steps({ steps }: { steps: OutputOf<'alerts.get'>['steps'] }) {
  const text = useText();
  const format = useFormat();
  return (
    <section className={classes.part} aria-label={text('alerts.steps')}>
      <h3>{text('alerts.steps')}</h3>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={`${step.at} ${step.act}`}>
            <span className="dim" title={format.both(step.at)}>
              {format.time(step.at)}
            </span>{' '}
            {text(`alerts.act.${step.act}`, { person: step.person?.name ?? '' })}
            {step.note === null ? null : <span>: {step.note}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
