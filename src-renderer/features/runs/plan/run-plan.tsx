import { useState } from 'react';
import { type RunSettings, standardRunSettings } from '../../../../src-shared/domain/replay-run.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { rolesFor, useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { LeftOut, type LeftOutProps } from '../left-out.tsx';
import { RunFactList } from '../run-fact-list.tsx';
import classes from '../runs.module.css';
import { HazardSample } from './hazard-sample.tsx';
import { PlanSettings } from './plan-settings.tsx';
import { RunPlaces } from './run-places.tsx';
import { agreedSettings, SecondPerson, useSecondPersonNeed } from './second-person.tsx';
import { StartRun } from './start-run.tsx';

/** What could go wrong, then how many and in what order, then how it is to go: nothing has been sent. */
export function RunPlan({ view, only, onOnly }: LeftOutProps) {
  const text = useText();
  const may = useMay();
  const { runId } = view.run;
  const maySend = may('runs.start');
  const [settings, setSettings] = useState<RunSettings>(standardRunSettings);
  const sample = useContractQuery('runs.sample', { runId }, { enabled: may('runs.sample'), isFresh: true });
  const need = useSecondPersonNeed(view);
  // Nothing may change between what was agreed to and what is sent.
  const agreed = agreedSettings(need);
  const shown = agreed ?? settings;
  const [emergency, setEmergency] = useState<string | null>(null);
  const roles = (rolesFor('runs.start') ?? []).map((role) => text(`role.${role}`)).join(', ');
  return (
    <div className={classes.columns}>
      <div className={classes.column}>
        {may('runs.sample') ? (
          <HazardSample sample={sample} settings={shown} onSettings={maySend && agreed === null ? setSettings : null} />
        ) : null}
        <RunFactList view={view} />
        <LeftOut view={view} only={only} onOnly={onOnly} />
        <RunPlaces facts={view.run.facts} />
      </div>
      <div className={classes.aside}>
        {maySend ? (
          <>
            <PlanSettings runId={runId} settings={shown} isFixed={agreed !== null} onSettings={setSettings} />
            {need === null ? null : (
              <SecondPerson
                view={view}
                settings={settings}
                need={need}
                emergency={emergency}
                onEmergency={setEmergency}
              />
            )}
            <StartRun view={view} settings={shown} need={need} emergency={emergency} isLooking={sample.isFetching} />
          </>
        ) : (
          <p className="dim">{text('app.notPermittedHint', { roles })}</p>
        )}
      </div>
    </div>
  );
}
