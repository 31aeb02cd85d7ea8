import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { UnitSteps } from '../../widgets/unit-steps.tsx';
import classes from './measurement-units.module.css';
import { type RuleAct, SayOfRule } from './say-of-rule.tsx';

type Rule = OutputOf<'rules.list'>['items'][number];

const withdrawable = ['proposed', 'approved', 'active'];

/** One version of a rule with what was said of it, and what the reader may say. */
export function RuleCard({ rule }: { rule: Rule }) {
  const text = useText();
  const format = useFormat();
  const may = useMay();
  const session = useContractQuery('accounts.session', {});
  const [act, setAct] = useState<RuleAct | null>(null);
  const { name, code, codeSystem, unit, expected, sender, channelName, version, state } = rule;
  const title = text('rules.named', { name: name ?? code, found: unit, expected, version });
  const isOwner = session.data?.account?.accountId === rule.clinicalOwner.accountId;
  const acts: RuleAct[] = [
    ...(state === 'proposed' && isOwner && may('rules.approve') ? (['approve', 'refuse'] as const) : []),
    ...(withdrawable.includes(state) && may('rules.withdraw') ? (['withdraw'] as const) : []),
  ];
  return (
    <section className={classes.part} aria-label={title} data-rule={state}>
      <div className={classes.titleLine}>
        <h2>{title}</h2>
        <span className="strong">{text(`rules.state.${state}`)}</span>
      </div>
      <p className="dim">
        {[`${codeSystem ?? ''} ${code}`.trim(), sender ?? text('units.noSender'), channelName].join(' · ')}
      </p>
      <p>{text('rules.formula', { formula: rule.formula })}</p>
      <UnitSteps reasons={rule.derivation} norwegianName={null} />
      <p>{text('rules.tested', { tests: rule.tests.map(({ before, after }) => `${before} = ${after}`).join(', ') })}</p>
      <p className="dim">
        {text('rules.valid', { from: format.time(rule.validFrom), until: format.time(rule.validUntil) })}
      </p>
      <ul className={classes.samples}>
        <Said kind="proposed" said={rule.proposed} />
        {state === 'proposed' ? <li>{text('rules.waitsFor', { owner: rule.clinicalOwner.name })}</li> : null}
        <Said kind="approved" said={rule.approved} />
        <Said kind="refused" said={rule.refused} />
        <Said kind="withdrawn" said={rule.withdrawn} />
      </ul>
      {acts.length === 0 ? null : (
        <div className={classes.actions}>
          {acts.map((each) => (
            <Button key={each} size="compact-sm" variant="default" onClick={() => setAct(each)}>
              {text(`rules.act.${each}`)}
            </Button>
          ))}
        </div>
      )}
      {act === null ? null : <SayOfRule act={act} rule={rule} title={title} onClose={() => setAct(null)} />}
    </section>
  );
}

type SaidProps = { kind: 'proposed' | 'approved' | 'refused' | 'withdrawn'; said: Rule['approved'] };

function Said({ kind, said }: SaidProps) {
  const text = useText();
  const format = useFormat();
  if (said === null) return null;
  const names = { person: said.person.name, time: format.time(said.at), reason: said.reason ?? '–' };
  return <li>{text(`rules.said.${kind}`, names)}</li>;
}
