import { Button, CloseButton } from '@mantine/core';
import type { FieldFacts } from '../../../../src-shared/contract/message-edit-fields.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import type { BodyInput } from '../inspector/body-windows.ts';
import classes from './edit.module.css';
import { FieldForm } from './field-form.tsx';

type FieldPanelProps = {
  input: BodyInput;
  format: string;
  at: string;
  /** The text planned for it, null when it is not changed yet. */
  planned: string | null;
  /** Null for the value it has. */
  onApply: (path: string, text: string | null) => void;
  /** Opens the text for the sender, who alone may change it. */
  onSenderText: (path: string) => void;
  onClose: () => void;
};

/** The editor of one place, by what may stand there. A locked place says why, and whom to ask. */
export function FieldPanel(props: FieldPanelProps) {
  const text = useText();
  const query = useContractQuery('message.describeField', { ...props.input, at: props.at });
  return (
    <section className={classes.fieldPanel} aria-label={text('edit.fieldPanel')}>
      <QueryView query={query}>
        {({ field }) =>
          field === null ? (
            <StateView kind="empty" title={text('inspect.jump.none')} />
          ) : (
            <Field key={field.path} {...props} field={field} />
          )
        }
      </QueryView>
    </section>
  );
}

function Field({ field, format, planned, onApply, onSenderText, onClose }: FieldPanelProps & { field: FieldFacts }) {
  const text = useText();
  const language = useLanguage();
  const label = field.label?.[language] ?? '';
  return (
    <>
      <header className={classes.fieldHead}>
        <strong className="mono">{field.path}</strong>
        <span className={classes.fieldLabel} title={label}>
          {label}
        </span>
        {field.dataType ? <span className="dim">{field.dataType}</span> : null}
        <CloseButton size="sm" aria-label={text('ui.close')} onClick={onClose} />
      </header>
      {field.lockReasonKey !== null ? (
        <div className={classes.fieldBody} role="status">
          <p className={classes.hint}>{text.from(field.lockReasonKey, {}, text('edit.locked'))}</p>
          {field.value === '' ? null : <pre className={classes.lockedValue}>{field.value}</pre>}
          {field.clinical ? (
            <Button size="compact-sm" data-autofocus autoFocus onClick={() => onSenderText(field.path)}>
              {text('senderText.open')}
            </Button>
          ) : null}
        </div>
      ) : field.kind === 'group' ? (
        <p className={classes.fieldBody}>{text('edit.field.group')}</p>
      ) : (
        <FieldForm {...{ field, format, planned, onClose }} onApply={(value) => onApply(field.path, value)} />
      )}
    </>
  );
}
