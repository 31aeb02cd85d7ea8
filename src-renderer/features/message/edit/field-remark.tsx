import type { FieldFacts } from '../../../../src-shared/contract/message-edit-fields.ts';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import classes from './edit.module.css';
import { remarksOn } from './field-remarks.ts';

type FieldRemarkProps = { field: FieldFacts; format: string; value: string; state: 'value' | 'empty' | 'null' };

/** Below the input: what the code means, what is wrong with the value, how prose is written. */
export function FieldRemark({ field, format, value, state }: FieldRemarkProps) {
  const text = useText();
  const language = useLanguage();
  const meaning = field.choices.find(({ code }) => code === value)?.meaning?.[language];
  const remarks = state === 'value' ? remarksOn(field, format, value) : [];
  return (
    <div className={classes.remarks} aria-live="polite">
      {meaning ? <p className={classes.hint}>{meaning}</p> : null}
      {remarks.map(({ key, tone, params }) => (
        <p key={key} className={classes.remark} data-tone={tone}>
          {text(key, params)}
        </p>
      ))}
      {field.kind === 'long-text' ? (
        <p className={classes.hint}>{text(format === 'hl7v2' ? 'edit.prose.hl7' : 'edit.prose.keys')}</p>
      ) : null}
    </div>
  );
}
