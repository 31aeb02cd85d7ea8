import type { ErrorShape } from '../../src-shared/domain/app-error.ts';
import { useText } from '../locales/use-text.ts';

/** What to say of an error: `title` what happened, `hint` what to do, `traceId` for the log ('' when it never reached the core). */
export type ErrorText = { title: string; hint: string; traceId: string };

export function useErrorText(): (error: ErrorShape) => ErrorText {
  const text = useText();
  return (error) => ({
    title: text.from(error.messageKey ?? `error.${error.code}`, error.params, text.from(`error.${error.code}`)),
    hint: text.from(`error.${error.code}.hint`, error.params, ''),
    traceId: error.traceId,
  });
}
