import { notifications } from '@mantine/notifications';
import { useCallback } from 'react';
import { useText } from '../locales/use-text.ts';

/** Says in a corner what became of something whose effect is not seen on the page. */
export function useTell(): (message: string, color?: 'danger') => void {
  const text = useText();
  return useCallback(
    (message, color) => {
      const closeButtonProps = { 'aria-label': text('ui.close') };
      notifications.show({ message, closeButtonProps, ...(color ? { color } : {}) });
    },
    [text],
  );
}
