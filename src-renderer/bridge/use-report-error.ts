import { notifications } from '@mantine/notifications';
import { useText } from '../locales/use-text.ts';
import type { CallError } from './call-error.ts';
import { useErrorText } from './use-error-text.ts';

/** Tells of a failed command that has no place of its own on the page. */
export function useReportError(): (error: CallError) => void {
  const text = useText();
  const errorText = useErrorText();
  return (error) => {
    const { title, hint } = errorText(error.shape);
    notifications.show({
      title,
      message: hint,
      color: 'danger',
      role: 'alert',
      closeButtonProps: { 'aria-label': text('ui.close') },
    });
  };
}
