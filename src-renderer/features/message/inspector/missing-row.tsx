import { useEffect } from 'react';
import { useLatest } from '../../../ui/use-latest.ts';
import classes from './inspector.module.css';

/** A row that is not here yet: asks for itself as long as it is shown. */
export function MissingRow({ onShown }: { onShown: () => void }) {
  const latest = useLatest(onShown);
  // After every drawing: an answer for other rows may have come first.
  useEffect(() => latest.current());
  return <div className={classes.missing} />;
}
