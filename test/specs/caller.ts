import { attachToCore } from '../../src-main/app/core-client.ts';
import type { CoreSession } from '../../src-main/app/core-link.ts';
import { socketPathOf } from '../../src-main/app/data-folder.ts';
import { createEventStream } from '../../src-main/app/event-stream.ts';
import { fromPrintable, toPrintable } from '../../src-main/shell-cli/json-bytes.ts';
import type { OutputOf, ProcedureName } from '../../src-shared/contract/index.ts';
import type { Reply } from '../../src-shared/domain/app-error.ts';
import { type Cli, type CliPerson, commandsBy } from './cli.ts';
import type { Folders } from './folders.ts';

const patienceMs = 20_000;
const retryMs = 50;

/**
 * What the command line says to the core that a shell runs, said over the core's own socket: a process and a sign-in for each call took most of
 * the time of the specs. One attachment for each call, so that it keeps no core from ending; one sign-in for all of them.
 */
export function createCaller(folders: Folders, person: CliPerson): Cli {
  const { signal } = new AbortController();
  let sessionToken: string | null = null;

  async function signIn(core: CoreSession): Promise<void> {
    const reply = await core.call({ name: 'accounts.signIn', input: { ...person }, sessionToken: null }, signal);
    if (!reply.ok) throw new Error(`accounts.signIn: ${reply.error.code} ${reply.error.message}`);
    ({ sessionToken } = reply.value as OutputOf<'accounts.signIn'>);
  }

  return commandsBy(async (name, input) => {
    const core = await attach(folders);
    try {
      if (sessionToken === null) await signIn(core);
      const asked = { name, input: fromPrintable(JSON.parse(JSON.stringify(input))) };
      let reply = await core.call({ ...asked, sessionToken }, signal);
      if (!reply.ok && (reply.error.code === 'SIGNED_OUT' || reply.error.code === 'LOCKED')) {
        await signIn(core);
        reply = await core.call({ ...asked, sessionToken }, signal);
      }
      return JSON.parse(JSON.stringify(toPrintable(reply))) as Reply<OutputOf<ProcedureName>>;
    } finally {
      await core.close();
    }
  });
}

/** Waits for a core that is starting, or starting anew. */
async function attach({ dataDir }: Folders): Promise<CoreSession> {
  const events = createEventStream({ epoch: 'spec', sequence: 0 });
  const endsAt = performance.now() + patienceMs;
  for (;;) {
    const core = await attachToCore(socketPathOf(dataDir), { shell: 'cli', events });
    if (core !== null) return core;
    if (performance.now() > endsAt) throw new Error('No core runs on this folder.');
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}
