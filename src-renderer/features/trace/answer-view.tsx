import type { OutputOf } from '../../../src-shared/contract/index.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { tellKey } from '../../../src-shared/domain/trace/story-keys.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { CopyableId } from '../../ui/copyable-id.tsx';
import { useFormat } from '../../ui/format/use-format.ts';
import { WhomToCall } from '../../widgets/whom-to-call.tsx';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerKnown } from './answer-known.tsx';
import { AnswerSteps } from './answer-steps.tsx';
import { AnswerTimeline } from './answer-timeline.tsx';
import { adviceWhy, conclusionSentences } from './story-words.ts';
import classes from './trace.module.css';

type Answer = Extract<OutputOf<'trace.ask'>, { kind: 'answer' }>;
type AnswerViewProps = {
  answer: Answer;
  /** Of an answer that was picked from several, what was said with them. */
  personKind: Answer['personKind'];
  onBack: (() => void) | null;
  onMessage: ((ref: MessageRef) => void) | null;
  onWay: ((ref: MessageRef) => void) | null;
};

/** One page: what happened, whether to send again, what to tell the ward; below it what that rests on. */
export function AnswerView({ answer, personKind, onBack, onMessage, onWay }: AnswerViewProps) {
  const text = useText();
  const contacts = useContractQuery('contacts.list', {});
  const format = useFormat();
  const { story, caseNumber, reopened } = answer;
  const { conclusion, subjectRole, subjectVersion, asOf, isMasked, steps, subject } = story;
  const again = conclusion.sendAgain.answer;
  return (
    <article className={classes.answer} data-conclusion={conclusion.code}>
      <header className={classes.answerHead}>
        <h2 className={classes.brief}>{text(`trace.brief.${conclusion.code}`)}</h2>
        <span className="dim">
          {[
            subjectRole === null ? null : text(`trace.role.${subjectRole}`),
            subjectVersion === null ? null : text(`trace.version.${subjectVersion}`),
            text('trace.answer.asOf', { time: format.time(asOf) }),
          ]
            .filter((each) => each !== null)
            .join(' · ')}
        </span>
        {caseNumber === null ? null : (
          <span>
            {text('trace.case')} <CopyableId id={caseNumber} length={20} />
          </span>
        )}
        <AnswerActions story={story} caseNumber={caseNumber} onBack={onBack} onMessage={onMessage} onWay={onWay} />
      </header>
      {reopened === null ? null : (
        <p className="dim">{text('trace.case.reopened', { ...reopened, time: format.time(reopened.at) })}</p>
      )}
      <section aria-label={text('trace.answer.conclusion')} className={classes.conclusion}>
        {conclusionSentences(story, { text, format }).join(' ')}
      </section>
      <div className={classes.advice}>
        <section aria-label={text('trace.answer.again')}>
          <h3>{text('trace.answer.again')}</h3>
          <p className="strong" data-again={again}>
            {text(`trace.advice.${again}`)}
          </p>
          <p>{adviceWhy(conclusion, text)}</p>
        </section>
        <section aria-label={text('trace.answer.tell')}>
          <h3>{text('trace.answer.tell')}</h3>
          <p>{text(tellKey(conclusion))}</p>
        </section>
        {conclusion.code === 'receipted' ? null : (
          <section aria-label={text('contacts.whom')}>
            <h3>{text('contacts.whom')}</h3>
            <WhomToCall
              contacts={contacts.data?.items}
              place={{ parties: [conclusion.sender, conclusion.delivery?.destination ?? null], channel: subject }}
            />
          </section>
        )}
      </div>
      {isMasked && subject !== null ? <p className="dim">{text('trace.answer.masked')}</p> : null}
      {personKind === null || personKind === 'fnr' ? null : <p>{text(`trace.personKind.${personKind}`)}</p>}
      {steps.length > 0 ? <AnswerSteps story={story} /> : null}
      <AnswerTimeline story={story} />
      <AnswerKnown story={story} />
    </article>
  );
}
