import type { ReplayRun } from '../../../../src-shared/domain/replay-run.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import { Moment } from '../../../ui/relative-time.tsx';
import classes from '../runs.module.css';

/** Why, and how it was decided to go. */
export function SettingsTold({ run: { reason, settings } }: { run: ReplayRun }) {
  const text = useText();
  const format = useFormat();
  const accepted = settings.acceptedHazards.map((word) => {
    const [kind = word, outcome] = word.split(':');
    const name = text.from(`runs.hazard.${kind}`, {}, kind);
    return outcome === 'found' ? `${name}: ${text('runs.outcome.found')}` : name;
  });
  return (
    <section className={classes.section} aria-label={text('runs.settings')}>
      <h2>{text('runs.settings')}</h2>
      <dl className={classes.pairs}>
        <dt>{text('replay.column.reason')}</dt>
        <dd>{reason ?? '–'}</dd>
        {settings.startsAt === null ? null : (
          <>
            <dt>{text('runs.settings.startsAt')}</dt>
            <dd>
              <Moment at={settings.startsAt} />
            </dd>
          </>
        )}
        <dt>{text('runs.told.test')}</dt>
        <dd>
          {format.number(settings.testCount)}
          {settings.pausesAfterTest ? ` · ${text('runs.told.pauses')}` : ''}
        </dd>
        <dt>{text('runs.told.rate')}</dt>
        <dd>
          {settings.perMinute === null
            ? text('runs.settings.rate.none')
            : text('runs.told.rate.value', { rate: format.rate(settings.perMinute) })}
        </dd>
        <dt>{text('runs.settings.versions')}</dt>
        <dd>{text(settings.newestOnly ? 'runs.settings.versions.newest' : 'runs.settings.versions.all')}</dd>
        <dt>{text('runs.told.stop')}</dt>
        <dd>{text('runs.told.stop.rule', { row: settings.stopInRow, percent: settings.stopPercent })}</dd>
        <dt>{text('runs.told.accepted')}</dt>
        <dd>{accepted.length === 0 ? text('runs.told.accepted.none') : accepted.join(' · ')}</dd>
      </dl>
    </section>
  );
}
