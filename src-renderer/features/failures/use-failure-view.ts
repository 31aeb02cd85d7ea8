import { useRemembered } from '../../ui/use-remembered.ts';

export type FailureView = 'causes' | 'messages';

/** The view of failures that the person chose last, on this machine. */
export function useFailureView(): [FailureView, (view: FailureView) => void] {
  return useRemembered<FailureView>('failures.view', 'causes', isView);
}

function isView(value: unknown): value is FailureView {
  return value === 'causes' || value === 'messages';
}
