import { Button, CloseButton } from '@mantine/core';
import type { Ref } from 'react';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { DifferenceView } from '../../../widgets/difference-view.tsx';
import type { ShownProblem } from '../../../widgets/problem-list.tsx';
import classes from './edit.module.css';
import { EditProblems, type StoredProblems } from './edit-problems.tsx';
import type { SpanWish } from './problem-jump.ts';
import type { Edit, Preview } from './use-edit.ts';

type EditDifferenceProps = {
  ref: Ref<HTMLElement>;
  edit: Edit;
  format: string;
  stored: StoredProblems;
  wish: SpanWish | null;
  onJump: (problem: ShownProblem) => void;
  onFix: (edits: readonly { path: string; text: string }[]) => void;
  onUndo: (path: string) => void;
  onUndoAll: () => void;
  onSenderText: (path: string) => void;
};

/** What exactly will change, always open: by field, then byte by byte in the text; and what is wrong with it then. */
export function EditDifference({ ref, edit, format, stored, wish, ...on }: EditDifferenceProps) {
  const text = useText();
  const errorText = useErrorText();
  const { plan, result, error } = edit;
  return (
    <section ref={ref} tabIndex={-1} className={classes.below} aria-label={text('edit.difference')}>
      <div className={classes.differenceHead}>
        <strong>{text('edit.difference')}</strong>
        {result ? (
          <span className="dim">
            {text('edit.changed', { count: result.changes.length })} ·{' '}
            {text('edit.changedBytes', { count: result.changedBytes })}
          </span>
        ) : null}
        <span className={classes.grow} />
        {plan !== null ? (
          <Button size="compact-xs" variant="subtle" onClick={on.onUndoAll}>
            {text('edit.undoAll')}
          </Button>
        ) : null}
      </div>
      <div className={classes.columns}>
        <div className={classes.difference}>
          {error ? <StateView kind="error" {...errorText(error.shape)} /> : null}
          {plan === null ? (
            <StateView kind="empty" title={text('edit.nothing')} hint={text('edit.nothing.text')} />
          ) : null}
          {result ? (
            <>
              <Refusal result={result} onSenderText={on.onSenderText} />
              <Changes result={result} planned={edit.state.fields} onUndo={on.onUndo} />
              <DifferenceView
                before={result.before}
                after={result.after}
                format={format}
                beforeLabel={text('edit.before')}
                afterLabel={text('edit.after')}
                unchangedLabel={text('edit.unchanged')}
                shown={wish?.span ?? null}
              />
            </>
          ) : null}
        </div>
        <EditProblems edit={edit} stored={stored} onJump={on.onJump} onFix={on.onFix} />
      </div>
    </section>
  );
}

/** Why it cannot be sent; whose content it is, gets the text for them. */
function Refusal({ result, onSenderText }: { result: Preview; onSenderText: (path: string) => void }) {
  const text = useText();
  if (result.isAllowed) return null;
  const clinical =
    result.refusalKey === 'edit.refused.clinical'
      ? (result.changes.find(({ lockReasonKey }) => lockReasonKey === 'edit.locked.clinical')?.path ?? null)
      : null;
  const path = typeof result.refusalParams.path === 'string' ? result.refusalParams.path : clinical;
  return (
    <div className={classes.refusal} role="alert">
      <span>
        <strong>{text('edit.refused')}</strong> {text.from(result.refusalKey ?? '', result.refusalParams, '')}
      </span>
      {clinical !== null && path !== null ? (
        <Button size="compact-xs" variant="default" onClick={() => onSenderText(path)}>
          {text('senderText.open')}
        </Button>
      ) : null}
    </div>
  );
}

type ChangesProps = { result: Preview; planned: ReadonlyMap<string, string>; onUndo: (path: string) => void };

function Changes({ result, planned, onUndo }: ChangesProps) {
  const text = useText();
  const language = useLanguage();
  if (result.changes.length === 0) return null;
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th>{text('message.tree')}</th>
          <th>{text('edit.before')}</th>
          <th>{text('edit.after')}</th>
          <th aria-label={text('edit.undo')} />
        </tr>
      </thead>
      <tbody>
        {result.changes.map((change) => (
          <tr key={change.path}>
            <td>
              <span className="mono">{change.path}</span> {change.label?.[language]}
            </td>
            <td className="mono">{shownValue(change.before)}</td>
            <td className="mono">{shownValue(change.after)}</td>
            <td>
              {planned.has(change.path) ? (
                <CloseButton
                  size="xs"
                  title={text('edit.undoOf', { path: change.path })}
                  aria-label={text('edit.undoOf', { path: change.path })}
                  onClick={() => onUndo(change.path)}
                />
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );

  function shownValue(value: string): string {
    if (value === '') return text('edit.empty');
    return value === '""' ? text('edit.explicitNull') : value;
  }
}
