import { useLocation } from 'wouter';
import { type FailureView, useFailureView } from '../../features/failures/use-failure-view.ts';
import { ViewSwitch } from '../../features/failures/view-switch.tsx';

/** Between the two views of failures; the one chosen is where the rail leads from then on. */
export function FailureViewSwitch({ view }: { view: FailureView }) {
  const [, navigate] = useLocation();
  const [, remember] = useFailureView();
  const go = (next: FailureView): void => {
    remember(next);
    // In place of the view left: the list of messages would lead back to the causes while these are remembered.
    navigate(next === 'causes' ? '/failures/groups' : '/failures', { replace: true });
  };
  return <ViewSwitch view={view} onView={go} />;
}
