import { z } from 'zod';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { Store } from '../store/store.ts';
import type { CoreApp } from './core-link.ts';
import { replyOfError } from './failure-reply.ts';

/**
 * What the owner of the data folder may ask its core from the command line, outside the contract: no page can reach
 * these, and whoever can run the command line owns the files anyway.
 */
export const coreProcedures = { backup: 'core.backup', keySlots: 'core.keySlots' } as const;

const backupInput = z.object({ targetDir: z.string().min(1) });

/** @returns the application with the procedures above before its door */
export function withCoreProcedures(app: CoreApp, store: Pick<Store, 'backup' | 'keySlots'>): CoreApp {
  async function answer(name: string, input: unknown): Promise<unknown> {
    if (name === coreProcedures.keySlots) return { items: store.keySlots() };
    const parsed = backupInput.safeParse(input);
    if (!parsed.success) throw new AppError('BAD_INPUT', 'A backup needs the folder it goes to.');
    return store.backup(parsed.data.targetDir);
  }

  return {
    async dispatch(name, input, caller, signal) {
      const isOurs = name === coreProcedures.backup || name === coreProcedures.keySlots;
      if (!isOurs || caller.shell !== 'cli') return app.dispatch(name, input, caller, signal);
      try {
        return { ok: true, value: await answer(name, input) };
      } catch (error) {
        return replyOfError(error);
      }
    },
    onEvent: (listener) => app.onEvent(listener),
    close: () => app.close(),
  };
}
