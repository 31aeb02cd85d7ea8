import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { HandlersOf } from '../../app/handler.ts';

/** @param openWindow null where the shell opens no windows of its own (a browser opens a tab itself) */
export function createWindowsService(deps: { openWindow: ((address: string) => void) | null }): HandlersOf<'windows'> {
  return {
    open: ({ address }) => {
      if (deps.openWindow === null) {
        const options = { messageKey: 'errors.noWindows' };
        return Promise.reject(new AppError('FORBIDDEN', 'This shell opens no windows: open a new tab.', options));
      }
      deps.openWindow(address);
      return Promise.resolve({ done: true });
    },
  };
}
