import { attachToCore } from '../../src-main/app/core-client.ts';
import { socketPathOf } from '../../src-main/app/data-folder.ts';
import { createEventStream } from '../../src-main/app/event-stream.ts';
import type { InputOf, OutputOf, ProcedureName } from '../../src-shared/contract/index.ts';
import type { CliPerson } from './cli.ts';
import type { Folders } from './folders.ts';

/** A second person at the core that a shell runs, over one attachment: a command line for each call would take minutes. */
export type CoreDesk = {
  call<Name extends ProcedureName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  close(): Promise<void>;
};

export async function openDesk(folders: Folders, person: CliPerson): Promise<CoreDesk> {
  const { signal } = new AbortController();
  const events = createEventStream({ epoch: 'spec', sequence: 0 });
  const core = await attachToCore(socketPathOf(folders.dataDir), { shell: 'cli', events });
  if (core === null) throw new Error('No core runs on this folder.');
  async function ask<Name extends ProcedureName>(
    name: Name,
    input: InputOf<Name>,
    sessionToken: string | null,
  ): Promise<OutputOf<Name>> {
    const reply = await core!.call({ name, input, sessionToken }, signal);
    if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`);
    return reply.value as OutputOf<Name>;
  }
  const { sessionToken } = await ask('accounts.signIn', person, null);
  return {
    call: (name, input) => ask(name, input, sessionToken),
    async close() {
      await ask('accounts.signOut', {}, sessionToken);
      await core.close();
    },
  };
}
