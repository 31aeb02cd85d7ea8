import { Checkbox } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHandStop, IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { acceptanceOf } from '../../../../src-shared/domain/replay.ts';
import type { RunSettings } from '../../../../src-shared/domain/replay-run.ts';
import type { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import type { Sample } from '../run-view.ts';
import classes from '../runs.module.css';
import { type FoundHazard, hazardsOf } from './sample-hazards.ts';

type HazardSampleProps = {
  sample: ReturnType<typeof useContractQuery<'runs.sample'>>;
  settings: RunSettings;
  /** Null = may not decide. */
  onSettings: ((settings: RunSettings) => void) | null;
};

/** What the first messages would meet if they were sent now; each kind is let through by itself or leaves its messages out. */
export function HazardSample({ sample, settings, onSettings }: HazardSampleProps) {
  const text = useText();
  return (
    <section className={classes.section} aria-label={text('replay.plan.hazards')}>
      <h2>{text('replay.plan.hazards')}</h2>
      <QueryView query={sample}>
        {(answer) => <Looked sample={answer.sample} settings={settings} onSettings={onSettings} />}
      </QueryView>
    </section>
  );
}

function Looked({ sample, settings, onSettings }: Omit<HazardSampleProps, 'sample'> & { sample: Sample }) {
  const text = useText();
  const [showsClear, setShowsClear] = useState(false);
  const { found, clear } = hazardsOf(sample);
  return (
    <>
      <p className="dim">
        {text('runs.sample.looked', { count: sample.looked })} {text('runs.sample.again')}
      </p>
      {sample.unread > 0 ? (
        <p className={classes.warn}>
          <IconHelpCircle size={15} aria-hidden /> {text('runs.sample.unread', { count: sample.unread })}
        </p>
      ) : null}
      <ul className={classes.hazards}>
        {found.map((hazard) => (
          <FoundRow
            key={`${hazard.kind} ${hazard.outcome} ${hazard.blocks}`}
            hazard={hazard}
            looked={sample.looked}
            settings={settings}
            onSettings={onSettings}
          />
        ))}
        {found.length === 0 && sample.looked > sample.unread ? (
          <li className={classes.hazard} data-tone="clear">
            <IconCircleCheck size={16} aria-hidden />
            <span>{text('runs.sample.none')}</span>
          </li>
        ) : null}
      </ul>
      {found.some(({ blocks }) => !blocks) ? <p className="dim">{text('runs.sample.notLet')}</p> : null}
      {clear.length > 0 ? (
        <button
          type="button"
          className={classes.link}
          aria-expanded={showsClear}
          onClick={() => setShowsClear(!showsClear)}
        >
          {text('runs.sample.clear', { count: clear.length })}
        </button>
      ) : null}
      {showsClear ? (
        <ul className={classes.hazards}>
          {clear.map(({ kind }) => (
            <li key={kind} className={classes.hazard} data-tone="clear">
              <IconCircleCheck size={16} aria-hidden />
              <span>
                {text(`runs.hazard.${kind}`)}: {text('runs.outcome.not-found')}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

type FoundRowProps = Omit<HazardSampleProps, 'sample'> & { hazard: FoundHazard; looked: number };

/** One that cannot be let through is told apart by word and sign, not by colour alone. */
function FoundRow({ hazard, looked, settings, onSettings }: FoundRowProps) {
  const text = useText();
  const { kind, outcome, blocks, count } = hazard;
  const Icon = blocks ? IconHandStop : outcome === 'found' ? IconAlertTriangle : IconHelpCircle;
  const word = acceptanceOf(hazard);
  const isAccepted = settings.acceptedHazards.includes(word);
  const accept = (isOn: boolean): void => {
    const others = settings.acceptedHazards.filter((each) => each !== word);
    onSettings?.({ ...settings, acceptedHazards: isOn ? [...others, word] : others });
  };
  return (
    <li className={classes.hazard} data-tone={blocks ? 'blocks' : 'warns'} data-hazard={kind}>
      <Icon size={16} aria-hidden />
      <span>
        <strong>{text(`runs.hazard.${kind}`)}</strong>: {text(`runs.outcome.${outcome}`)},{' '}
        {text('runs.sample.of', { count, looked })}
      </span>
      {blocks ? (
        <span>{text('runs.sample.blocks')}</span>
      ) : (
        <Checkbox
          size="xs"
          label={text('runs.sample.letThrough')}
          aria-label={`${text('runs.sample.letThrough')}: ${text(`runs.hazard.${kind}`)}`}
          checked={isAccepted}
          disabled={onSettings === null}
          onChange={(event) => accept(event.currentTarget.checked)}
        />
      )}
    </li>
  );
}
