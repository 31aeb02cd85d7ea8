import type { ReactNode } from 'react';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { Moment } from '../../ui/relative-time.tsx';
import type { RunView } from './run-view.ts';
import classes from './runs.module.css';

/** How many, whose, from when, how large, and in what order. */
export function RunFactList({ view: { run, counts } }: { view: RunView }) {
  const text = useText();
  const format = useFormat();
  const { facts } = run;
  const toGo = counts.total - counts.leftOut;
  return (
    <section className={classes.section} aria-label={text('runs.facts')}>
      <h2>{text('runs.facts')}</h2>
      <dl className={classes.facts}>
        <Fact name={text('runs.fact.chosen')}>{format.number(counts.total)}</Fact>
        <Fact name={text('runs.fact.toGo')}>
          <strong>{format.number(toGo)}</strong>
        </Fact>
        <Fact name={text('runs.fact.urgent')}>{format.number(facts.urgent)}</Fact>
        <Fact name={text('runs.fact.patients')}>
          {format.number(facts.patients)}
          {facts.unkeyed > 0 ? (
            <span className="dim"> · {text('runs.fact.unkeyed', { count: facts.unkeyed })}</span>
          ) : null}
        </Fact>
        {facts.oldestAt === null ? null : (
          <Fact name={text('runs.fact.oldest')}>
            <Moment at={facts.oldestAt} />
          </Fact>
        )}
        {facts.newestAt === null ? null : (
          <Fact name={text('runs.fact.newest')}>
            <Moment at={facts.newestAt} />
          </Fact>
        )}
        <Fact name={text('runs.fact.bytes')}>{format.bytes(facts.bytes)}</Fact>
        <Fact name={text('runs.fact.chains')}>{format.number(facts.chains)}</Fact>
      </dl>
      <p className="dim">{text('runs.order')}</p>
      {facts.isBeyond ? <p className={classes.warn}>{text('runs.beyond')}</p> : null}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
