import { ActionIcon, SegmentedControl } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../../locales/use-text.ts';
import classes from './edit.module.css';
import { canReturnToFields, redo, toFields, toRaw, undo } from './edit-plan.ts';
import type { Edit } from './use-edit.ts';

type EditToolsProps = {
  edit: Edit;
  /** The whole text fits into the raw editor. */
  canWriteText: boolean;
  /** The way to a field, where fields are written. */
  children?: ReactNode;
  reveal: ReactNode;
};

/** How it is written, steps back and forth, the way to a place, and how long it can be seen. */
export function EditTools({ edit, canWriteText, children, reveal }: EditToolsProps) {
  const text = useText();
  const { state, setState, result } = edit;
  return (
    <div className={classes.tools}>
      <SegmentedControl
        size="xs"
        aria-label={text('edit.title')}
        value={state.mode}
        data={[
          { value: 'fields', label: text('edit.fields'), disabled: !canReturnToFields(state) },
          { value: 'text', label: text('edit.raw'), disabled: !canWriteText },
        ]}
        onChange={(mode) => setState(mode === 'text' ? toRaw(state, result?.after ?? null) : toFields(state))}
      />
      {state.mode === 'fields' ? (
        <>
          <ActionIcon
            variant="subtle"
            aria-label={text('edit.takeBack')}
            title={`${text('edit.takeBack')} (Ctrl Z)`}
            disabled={state.past.length === 0}
            onClick={() => setState(undo(state))}
          >
            <IconArrowBackUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            aria-label={text('edit.doAgain')}
            title={`${text('edit.doAgain')} (Ctrl Shift Z)`}
            disabled={state.future.length === 0}
            onClick={() => setState(redo(state))}
          >
            <IconArrowForwardUp size={16} />
          </ActionIcon>
        </>
      ) : null}
      {children}
      <span className={classes.grow} />
      {reveal}
    </div>
  );
}
