import { Button } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import type { EditPlan } from '../../../../src-shared/contract/message-edit.ts';
import { useText } from '../../../locales/use-text.ts';
import type { BodyInput } from '../inspector/body-windows.ts';
import classes from './edit.module.css';
import { NewErrorCount } from './new-error-count.tsx';
import { SaveButton } from './save-button.tsx';
import type { Edit } from './use-edit.ts';

type EditBarProps = {
  input: BodyInput;
  name: string;
  edit: Edit;
  onClose: () => void;
  onReplay: ((plan: EditPlan) => void) | null;
  onSaved: (plan: EditPlan) => void;
};

/** Which message, and what is done with it in the end. */
export function EditBar({ input, name, edit, onClose, onReplay, onSaved }: EditBarProps) {
  const text = useText();
  const { plan, result, isCurrent } = edit;
  const whyNot = plan === null ? 'edit.nothing' : result?.isAllowed === false ? 'edit.refused' : null;
  const isReady = plan !== null && result?.isAllowed === true && isCurrent;
  return (
    <div className={classes.bar}>
      <strong className={classes.messageName} title={name}>
        {name}
      </strong>
      <Button size="compact-sm" variant="default" onClick={onClose}>
        {text('edit.done')}
      </Button>
      <SaveButton {...{ input, edit, isReady, onSaved }} isMain={onReplay === null} />
      <NewErrorCount result={plan === null ? undefined : result} />
      {onReplay ? (
        <Button
          size="compact-sm"
          leftSection={<IconRepeat size={15} />}
          disabled={!isReady}
          title={whyNot === null ? undefined : text(whyNot)}
          onClick={() => plan && onReplay(plan)}
        >
          {text('edit.replay')}
        </Button>
      ) : null}
    </div>
  );
}
