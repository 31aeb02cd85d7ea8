import { useText } from '../../../locales/use-text.ts';
import classes from './edit.module.css';
import type { Preview } from './use-edit.ts';

/** Beside the button that sends: how many errors the edit makes, or that it could not be judged. */
export function NewErrorCount({ result }: { result: Preview | undefined }) {
  const text = useText();
  if (!result?.isAllowed) return null;
  if (!result.isJudged) return <span className={classes.newErrors}>{text('edit.notJudged')}</span>;
  if (result.introducedErrors === 0) return null;
  return <span className={classes.newErrors}>{text('edit.newErrors', { count: result.introducedErrors })}</span>;
}
