import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useLanguage, useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import { UnitReadings } from '../../widgets/unit-readings.tsx';
import { UnitSteps } from '../../widgets/unit-steps.tsx';
import { FindingActions } from './finding-actions.tsx';
import { FindingHistory } from './finding-history.tsx';
import { FindingState } from './finding-state.tsx';
import { FindingTrend } from './finding-trend.tsx';
import { type FindingAnswer, type FindingRow, isPatientsCut, nameOf } from './finding-view.ts';
import classes from './measurement-units.module.css';

type Message = { connectionId: string; channelId: string; nativeId: string };
type FindingDetailProps = { findingId: string; onMessage: (message: Message) => void; onClose: () => void };

/** One finding: what is wrong and how that is known, how often and since when, what was decided, and messages that show it. */
export function FindingDetail({ findingId, onMessage, onClose }: FindingDetailProps) {
  const text = useText();
  const query = useContractQuery('units.get', { findingId }, { keepPrevious: true });
  return (
    <QueryView query={query}>
      {(answer) =>
        answer.finding === null ? (
          <StateView
            kind="empty"
            title={text('units.gone.title')}
            hint={text('units.gone.text')}
            action={{ label: text('ui.close'), run: onClose }}
          />
        ) : (
          <Whole answer={answer} finding={answer.finding} onMessage={onMessage} onClose={onClose} />
        )
      }
    </QueryView>
  );
}

type WholeProps = Omit<FindingDetailProps, 'findingId'> & { answer: FindingAnswer; finding: FindingRow };

function Whole({ answer, finding, onMessage, onClose }: WholeProps) {
  const text = useText();
  const { example, readings, reasons } = answer;
  return (
    <section className={classes.detail} aria-label={text('units.one')}>
      <Head finding={finding} answer={answer} onClose={onClose} />
      <Part title={text('units.part.judged')}>
        <UnitSteps reasons={reasons} norwegianName={finding.norwegianName} />
      </Part>
      {example === null || readings.length === 0 ? null : (
        <Part title={text(example.isFromTraffic ? 'units.part.readings' : 'units.part.usual')}>
          <UnitReadings value={example.value} expected={finding.expected} readings={readings} />
        </Part>
      )}
      <Part title={text('units.part.extent')}>
        <Extent finding={finding} inOrder={answer.inOrder} />
        <FindingTrend days={answer.days} />
      </Part>
      <Part title={text('units.part.samples')}>
        <Samples finding={finding} samples={answer.samples} onMessage={onMessage} />
      </Part>
      <Part title={text('units.part.decisions')}>
        <FindingHistory findingId={finding.findingId} decisions={answer.decisions} />
      </Part>
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.part} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

type HeadProps = { finding: FindingRow; answer: FindingAnswer; onClose: () => void };

function Head({ finding, answer, onClose }: HeadProps) {
  const text = useText();
  const isEnglish = useLanguage() === 'en';
  const { unit, expected, code, codeSystem, sender, channelName, judgement, owner } = finding;
  const found = unit ?? text('units.none');
  return (
    <header className={classes.head}>
      <div className={classes.titleLine}>
        <h2>{nameOf(finding, isEnglish) ?? text('units.noCode')}</h2>
        <ActionIcon variant="subtle" aria-label={text('keys.closeDetail')} onClick={onClose}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <p className={classes.pair}>
        {expected === null ? found : text('units.pairLong', { found, expected: expected || '1' })}
      </p>
      <p className="strong">{text(`units.judgement.${judgement}`)}</p>
      <p className="dim">
        {[code === null ? null : `${codeSystem ?? ''} ${code}`.trim(), sender ?? text('units.noSender'), channelName]
          .filter((each) => each !== null)
          .join(' · ')}
      </p>
      <div className={classes.facts}>
        <FindingState row={finding} />
        {owner === null ? null : <span>{text('units.ownedBy', { owner })}</span>}
      </div>
      <FindingActions finding={finding} reasons={answer.reasons} synonymRefused={answer.synonymRefused} />
    </header>
  );
}

function Extent({ finding, inOrder }: { finding: FindingRow; inOrder: number }) {
  const text = useText();
  const format = useFormat();
  const { messages, patients, urgent, firstAt, lastAt } = finding;
  const share = format.share(messages / (messages + inOrder));
  return (
    <>
      <p>
        {text('units.extent', {
          messages: format.number(messages),
          patients: `${format.number(patients)}${isPatientsCut(finding) ? '+' : ''}`,
          urgent: format.number(urgent),
        })}
      </p>
      <p className="dim">
        {text('units.since', { time: format.time(firstAt) })} <RelativeTime at={lastAt} /> ·{' '}
        {text('units.ofSame', { share })}
      </p>
    </>
  );
}

type SamplesProps = { finding: FindingRow; samples: FindingAnswer['samples']; onMessage: (message: Message) => void };

function Samples({ finding: { connectionId, channelId }, samples, onMessage }: SamplesProps) {
  const text = useText();
  const format = useFormat();
  if (samples.length === 0) return <p className="dim">{text('units.noSamples')}</p>;
  return (
    <ul className={classes.samples}>
      {samples.map(({ nativeId, receivedAt }) => (
        <li key={nativeId}>
          <button
            type="button"
            className={classes.link}
            onClick={() => onMessage({ connectionId, channelId, nativeId })}
          >
            {text('units.sample', { id: nativeId, time: format.time(receivedAt) })}
          </button>
        </li>
      ))}
    </ul>
  );
}
