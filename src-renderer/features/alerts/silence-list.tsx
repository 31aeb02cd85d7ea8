import { Button } from '@mantine/core';
import type { Silence } from '../../../src-shared/domain/alerts/alert.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useRequestId } from '../../bridge/use-request-id.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { StateView } from '../../ui/state-view.tsx';
import { useNow } from '../../ui/use-now.ts';
import classes from './alerts.module.css';
import { PlaceName } from './place-name.tsx';

/** What is silenced now or later: until when, by whom and why. */
export function SilenceList({ silences }: { silences: readonly Silence[] }) {
  const text = useText();
  if (silences.length === 0)
    return <StateView kind="empty" title={text('alerts.silences.none')} hint={text('alerts.silences.noneHint')} />;
  return (
    <ul className={classes.silences} aria-label={text('alerts.view.silences')}>
      {silences.map((silence) => (
        <SilenceRow key={silence.silenceId} silence={silence} />
      ))}
    </ul>
  );
}

function SilenceRow({ silence }: { silence: Silence }) {
  const text = useText();
  const format = useFormat();
  const now = useNow();
  const may = useMay();
  const end = useContractCommand('alerts.endSilence', ['alerts.list']);
  const { requestId, renewAfter } = useRequestId();
  const { kind, from, until, person, reason, silenceId } = silence;
  const span = { from: format.moment(from, now), until: format.moment(until, now), person: person.name };
  return (
    <li className={classes.silence}>
      <div className={classes.what}>
        <strong>
          {text(`alerts.silence.kind.${kind}`)}: <PlaceName scope={silence.scope} />
          <RuleName ruleId={silence.ruleId} />
        </strong>
        <span>{text(from > now ? 'alerts.silences.coming' : 'alerts.silences.until', span)}</span>
        <span className="dim">{reason ?? '–'}</span>
      </div>
      {may('alerts.endSilence') ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={end.isPending}
          onClick={() => end.mutate({ requestId, silenceId }, { onError: renewAfter })}
        >
          {text('alerts.silences.end')}
        </Button>
      ) : null}
    </li>
  );
}

function RuleName({ ruleId }: { ruleId: string | null }) {
  const text = useText();
  const { data } = useContractQuery('alerts.rules', {});
  const rule = data?.rules.find((each) => each.ruleId === ruleId);
  return rule === undefined ? null : `, ${rule.name ?? text(`alerts.kind.${rule.condition.kind}`)}`;
}
