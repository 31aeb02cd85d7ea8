import { Textarea, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { FieldFacts } from '../../../../src-shared/contract/message-edit-fields.ts';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import { CodeInput } from './code-input.tsx';
import { MomentInput } from './moment-input.tsx';

export type FieldInputProps = {
  field: FieldFacts;
  format: string;
  value: string;
  onChange: (value: string) => void;
};

/** The input that fits what may stand in the field; it never writes the value in another form than a person typed. */
export function FieldInput({ field, format, value, onChange }: FieldInputProps) {
  const text = useText();
  const language = useLanguage();
  const label = text('edit.field', { path: [field.path, field.label?.[language]].filter(Boolean).join(' ') });
  const common = { label, size: 'xs', value, 'data-autofocus': true, autoFocus: true, spellCheck: false } as const;
  switch (field.kind) {
    case 'code':
      return <CodeInput label={label} choices={field.choices} value={value} onChange={onChange} />;
    case 'moment':
      return <MomentInput {...{ label, format, value, onChange }} dataType={field.dataType} />;
    case 'number':
    case 'identifier':
      return (
        <TextInput
          {...common}
          inputMode={field.kind === 'number' ? 'decimal' : 'text'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <Textarea
          {...common}
          autosize
          minRows={field.kind === 'long-text' ? 4 : 1}
          maxRows={8}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={(event) => submitByEnter(event, field.kind === 'long-text')}
        />
      );
  }
}

/** Enter takes the value over; in prose it is a line break, and Ctrl Enter takes it over. */
function submitByEnter(event: KeyboardEvent<HTMLTextAreaElement>, isProse: boolean): void {
  if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
  if (isProse ? !(event.ctrlKey || event.metaKey) : event.shiftKey) return;
  event.preventDefault();
  event.currentTarget.form?.requestSubmit();
}
