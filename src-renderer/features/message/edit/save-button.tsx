import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { EditPlan } from '../../../../src-shared/contract/message-edit.ts';
import { useContractCommand } from '../../../bridge/hooks.ts';
import { useErrorText } from '../../../bridge/use-error-text.ts';
import { useText } from '../../../locales/use-text.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { useTell } from '../../../ui/use-tell.ts';
import { ProblemList } from '../../../widgets/problem-list.tsx';
import type { BodyInput } from '../inspector/body-windows.ts';
import type { Edit } from './use-edit.ts';

type SaveButtonProps = {
  input: BodyInput;
  edit: Edit;
  isReady: boolean;
  /** Nothing else is done with the edit here. */
  isMain: boolean;
  onSaved: (plan: EditPlan) => void;
};

/** The edited bytes as a file. Errors that the edit makes ask for a reason first, as sending does. */
export function SaveButton({ input, edit, isReady, isMain, onSaved }: SaveButtonProps) {
  const text = useText();
  const errorText = useErrorText();
  const tell = useTell();
  const save = useContractCommand('message.editedBytes');
  const [isAsking, setAsking] = useState(false);
  const { plan, result } = edit;
  const needsReason = result !== undefined && (result.introducedErrors > 0 || !result.isJudged);

  function run(reason: string | null): void {
    if (plan === null || result === undefined) return;
    save.mutate(
      { ...input, plan, bodyHash: result.bodyHash, acceptedErrors: reason === null ? null : { reason } },
      {
        onSuccess({ bytes, fileName }) {
          setAsking(false);
          saveFile(bytes, fileName);
          onSaved(plan);
        },
        onError: (error) => tell(errorText(error.shape).title, 'danger'),
      },
    );
  }

  return (
    <>
      <Button
        size="compact-sm"
        variant={isMain ? 'filled' : 'default'}
        leftSection={<IconDownload size={15} />}
        disabled={!isReady}
        loading={save.isPending}
        title={plan === null ? text('edit.nothing') : result?.isAllowed === false ? text('edit.refused') : undefined}
        onClick={() => (needsReason ? setAsking(true) : run(null))}
      >
        {text('edit.save')}
      </Button>
      {isAsking && result ? (
        <ConfirmDialog
          title={text('edit.save')}
          confirmLabel={text('edit.saveAnyway')}
          needsReason
          isBusy={save.isPending}
          onConfirm={run}
          onClose={() => setAsking(false)}
        >
          <p>
            {result.isJudged
              ? text('edit.introduces', { count: result.introducedErrors })
              : text('edit.notJudged.text')}
          </p>
          <ProblemList problems={result.problems.filter(({ isNew, severity }) => isNew && severity === 'error')} />
        </ConfirmDialog>
      ) : null}
    </>
  );
}
