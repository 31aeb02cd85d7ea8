import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputOf, OutputOf, ProcedureName } from '../../src-shared/contract/index.ts';
import type { Reply } from '../../src-shared/domain/app-error.ts';

/** Who calls from the command line. */
export type CliPerson = { name: string; secret: string };

/** The built command line on one data folder, as a person at a terminal uses it. */
export function createCli(folders: { dataDir: string; configDir: string }, person: CliPerson | null): Cli {
  const identity = person ? asPerson(folders, person) : [];
  return commandsBy(async (name, input) => {
    const { stdout } = await runCli(
      ['call', name, JSON.stringify(input), '--data', folders.dataDir, ...identity],
      folders,
    );
    return JSON.parse(stdout);
  });
}

/** The flags with which a verb signs in as a person; the secret is put into a file for it. */
export function asPerson({ configDir }: { configDir: string }, { name, secret }: CliPerson): string[] {
  const secretFile = join(configDir, 'spec-secret');
  writeFileSync(secretFile, secret, { mode: 0o600 });
  return ['--as', name, '--secret-file', secretFile];
}

/** Calls by `ask`, which gives the reply as it is printed; bytes are `{"$base64": "…"}` in both directions. */
export function commandsBy(ask: (name: ProcedureName, input: unknown) => Promise<Reply<unknown>>): Cli {
  return {
    reply: ask as Cli['reply'],
    async call(name, input) {
      const reply = await this.reply(name, input);
      if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${reply.error.message}`);
      return reply.value;
    },
  };
}

export type Cli = {
  reply<Name extends ProcedureName>(name: Name, input: unknown): Promise<Reply<OutputOf<Name>>>;
  /** The value; fails the spec with the error's own words when refused. */
  call<Name extends ProcedureName>(name: Name, input: InputOf<Name> | object): Promise<OutputOf<Name>>;
};

/** Runs one verb to its end. */
export function runCli(
  args: readonly string[],
  folders: { dataDir: string; configDir: string },
): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { ...process.env, VAKTBORD_DATA: folders.dataDir, VAKTBORD_CONFIG: folders.configDir };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['out/main/cli.js', ...args],
      { env, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr });
      },
    );
  });
}
