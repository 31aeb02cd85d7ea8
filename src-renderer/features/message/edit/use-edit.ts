import { useDebouncedValue } from '@mantine/hooks';
import { useMemo } from 'react';
import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { EditPlan } from '../../../../src-shared/contract/message-edit.ts';
import type { CallError } from '../../../bridge/call-error.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import type { BodyInput } from '../inspector/body-windows.ts';
import { type EditState, planOf } from './edit-plan.ts';

export type Preview = OutputOf<'message.previewEdit'>;

/** `plan` null = nothing is changed. `result`: what the last plan previewed would change; `isCurrent`: that is the plan as it is now. */
export type Edit = {
  input: BodyInput;
  state: EditState;
  setState: (state: EditState) => void;
  plan: EditPlan | null;
  result: Preview | undefined;
  error: CallError | null;
  isCurrent: boolean;
};

/** Held above what a reveal shows: a reveal that ends takes no work away. */
export type EditStateHeld = readonly [EditState, (state: EditState) => void];

const pauseMs = 250;
const nothing: EditPlan = { kind: 'text', text: '' };

/** What a person has changed, and what it would do, looked at anew a moment after each change. */
export function useEdit(input: BodyInput, [state, setState]: EditStateHeld): Edit {
  const plan = useMemo(() => planOf(state), [state]);
  const [asked] = useDebouncedValue(plan, pauseMs);
  const preview = useContractQuery(
    'message.previewEdit',
    { ...input, plan: asked ?? nothing },
    { enabled: asked !== null, keepPrevious: asked !== null },
  );
  return {
    input,
    state,
    setState,
    plan,
    result: plan === null || asked === null ? undefined : preview.data,
    error: plan === null ? null : preview.error,
    isCurrent: asked === plan && !preview.isFetching && !preview.isPlaceholderData,
  };
}
