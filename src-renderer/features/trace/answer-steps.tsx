import { findAnswerCode } from '../../../src-shared/domain/trace/answer-codes.ts';
import type { Step } from '../../../src-shared/domain/trace/recipient-steps.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import type { Story } from './story-words.ts';
import classes from './trace.module.css';

const names = ['transport', 'receipt', 'answer'] as const;

/** Three answers for each recipient, side by side: one of them never stands for another. */
export function AnswerSteps({ story: { steps, isMasked } }: { story: Story }) {
  const text = useText();
  return (
    <section aria-label={text('trace.answer.steps')} className={classes.part}>
      <h3>{text('trace.answer.steps')}</h3>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{text('trace.recipient')}</th>
            {names.map((name) => (
              <th key={name} scope="col">
                {text(`trace.step.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((recipient, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: several may have no name, and they never change places
            <tr key={`${recipient.recipient ?? ''} ${index}`}>
              <th scope="row">
                {recipient.recipient ?? text(isMasked ? 'trace.recipient.hidden' : 'trace.recipient.unknown')}
              </th>
              {names.map((name) => (
                <td key={name}>
                  <StepCell name={name} step={recipient[name]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function StepCell({ name, step: { state, at, dueAt, code } }: { name: (typeof names)[number]; step: Step }) {
  const text = useText();
  const format = useFormat();
  const found = code === null ? null : findAnswerCode(code);
  return (
    <div className={classes.step} data-step={state}>
      <span>{text(`trace.step.${name}.${state}`, { due: dueAt === null ? '' : format.time(dueAt) })}</span>
      {at === null ? null : <span className="dim">{format.time(at)}</span>}
      {code === null || state === 'done' ? null : (
        <span className="dim">{found === null ? code : `${text(`trace.code.${found}`)} (${code})`}</span>
      )}
    </div>
  );
}
