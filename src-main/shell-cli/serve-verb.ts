import { coreFlags, readFlags, withCore } from './core-flags.ts';
import type { CliContext, ExitCode, Verb } from './verb.ts';

/**
 * A core without a window, until it is asked to stop. With another core on the folder it waits beside it, and takes
 * over when that one ends.
 */
export const serveVerb: Verb = {
  usage: 'serve [--data DIR] [--no-practice]',
  async run(args, context) {
    const { values } = readFlags({ args, options: coreFlags } as const, serveVerb.usage);
    return withCore<ExitCode>(values, context, async ({ link }) => {
      const tell = (): void => context.print(sentences[link.role()]);
      link.onRole(tell);
      tell();
      await stopRequested(context);
      return 0;
    });
  },
};

/** Scripts wait for the first of them. */
const sentences = {
  core: 'ready: this is the core of the data folder',
  attached: 'ready: attached to the core that runs already',
  down: 'waiting: the core has ended',
} as const;

function stopRequested({ signal }: CliContext): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
