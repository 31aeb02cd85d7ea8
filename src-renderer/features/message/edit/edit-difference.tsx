import { Button } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { CallError } from '../../../bridge/call-error.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { DifferenceView } from '../../../widgets/difference-view.tsx';
import classes from '../message.module.css';
import { ProblemList } from '../problem-list.tsx';

type Preview = OutputOf<'message.previewEdit'>;
type EditDifferenceProps = {
  preview: Pick<UseQueryResult<Preview, CallError>, 'error'>;
  result: Preview | undefined;
  format: string;
  hasPlan: boolean;
  onUndoAll: () => void;
};

/** What exactly will change: always open, first by field, then byte by byte in the text. */
export function EditDifference({ preview, result, format, hasPlan, onUndoAll }: EditDifferenceProps) {
  const text = useText();
  const errorText = useErrorText();
  return (
    <section className={classes.difference} aria-label={text('edit.difference')}>
      <div className={classes.differenceHead}>
        <strong>{text('edit.difference')}</strong>
        {result ? (
          <span className="dim">
            {text('edit.changed', { count: result.changes.length })} ·{' '}
            {text('edit.changedBytes', { count: result.changedBytes })}
          </span>
        ) : null}
        <span className={classes.grow} />
        {hasPlan ? (
          <Button size="compact-xs" variant="subtle" onClick={onUndoAll}>
            {text('edit.undoAll')}
          </Button>
        ) : null}
      </div>
      {hasPlan && preview.error ? <StateView kind="error" {...errorText(preview.error.shape)} /> : null}
      {!hasPlan ? <StateView kind="empty" title={text('edit.nothing')} hint={text('edit.nothing.text')} /> : null}
      {result ? <Result result={result} format={format} /> : null}
    </section>
  );
}

function Result({ result, format }: { result: Preview; format: string }) {
  const text = useText();
  return (
    <>
      {result.isAllowed ? null : (
        <p className={classes.error} role="alert">
          <strong>{text('edit.refused')}</strong> {text.from(result.refusalKey ?? '', result.refusalParams, '')}
        </p>
      )}
      <Changes changes={result.changes} />
      <DifferenceView
        before={result.before}
        after={result.after}
        format={format}
        beforeLabel={text('edit.before')}
        afterLabel={text('edit.after')}
        unchangedLabel={text('edit.unchanged')}
      />
      <ProblemList problems={result.problems} />
    </>
  );
}

function Changes({ changes }: { changes: Preview['changes'] }) {
  const text = useText();
  const language = useLanguage();
  if (changes.length === 0) return null;
  return (
    <table className={classes.changes}>
      <thead>
        <tr>
          <th>{text('message.tree')}</th>
          <th>{text('edit.before')}</th>
          <th>{text('edit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.path}>
            <td>
              <span className="mono">{change.path}</span> {change.label?.[language]}
            </td>
            <td className="mono">{change.before === '' ? text('edit.empty') : change.before}</td>
            <td className="mono">{change.after === '' ? text('edit.empty') : change.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
