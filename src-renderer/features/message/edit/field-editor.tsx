import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { TreeNode } from '../../../../src-shared/contract/message.ts';
import { useLanguage, useText } from '../../../locales/use-text.ts';
import classes from '../message.module.css';

type FieldEditorProps = {
  node: TreeNode;
  /** The value planned before, null when this field is not changed yet. */
  current: string | null;
  onApply: (value: string) => void;
  onUndo: () => void;
  onClose: () => void;
};

/** One field's new value. A locked field says why and takes nothing. */
export function FieldEditor({ node, current, onApply, onUndo, onClose }: FieldEditorProps) {
  const text = useText();
  const language = useLanguage();
  const [value, setValue] = useState(current ?? node.value ?? '');
  const name = [node.path, node.label?.[language]].filter(Boolean).join(' ');
  if (node.lockReasonKey)
    return (
      <div className={classes.fieldEditor} role="status">
        <span>
          <strong>{name}</strong>: {text.from(node.lockReasonKey, {}, text('edit.locked'))}
        </span>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {text('ui.close')}
        </Button>
      </div>
    );
  return (
    <form
      className={classes.fieldEditor}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(value);
        onClose();
      }}
    >
      <Textarea
        className={classes.grow ?? ''}
        size="xs"
        autosize
        minRows={1}
        maxRows={6}
        data-autofocus
        autoFocus
        label={text('edit.field', { path: name })}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }
        }}
      />
      <Button size="compact-sm" type="submit">
        {text('edit.apply')}
      </Button>
      {current !== null ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            onUndo();
            onClose();
          }}
        >
          {text('edit.undo')}
        </Button>
      ) : null}
    </form>
  );
}
