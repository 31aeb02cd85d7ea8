import { readFileSync, statSync } from 'node:fs';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { InputOf, OutputOf, ProcedureName } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { configDirOf, dataDirOf, passphraseOf } from '../app/shell-options.ts';
import { type ShellCore, startCore } from '../app/start-core.ts';
import { createSystemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logger.ts';
import type { CliContext } from './verb.ts';

/** Flags of every verb that needs a core. */
export const coreFlags = { data: { type: 'string' }, 'no-practice': { type: 'boolean' } } as const;
export const signInFlags = { as: { type: 'string' }, 'secret-file': { type: 'string' } } as const;

/** @throws AppError BAD_INPUT with `usage` for an unknown flag or a missing value */
export function readFlags<T extends ParseArgsConfig>(config: T, usage: string): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    throw new AppError('BAD_INPUT', `Usage: ${usage}`, { cause });
  }
}

type CoreValues = { data?: string | undefined; 'no-practice'?: boolean | undefined };

/** Attaches to the core of the folder, or becomes it until `use` is done and nothing is being replayed. */
export async function withCore<T>(
  values: CoreValues,
  context: CliContext,
  use: (core: ShellCore) => Promise<T>,
): Promise<T> {
  const core = await startCore({
    dataDir: values.data ?? dataDirOf(context.environment),
    configDir: configDirOf(context.environment),
    shell: 'cli',
    clock: createSystemClock(),
    logger: createLogger({ level: 'error' }),
    isPracticeWanted: values['no-practice'] !== true,
    passphrase: passphraseOf(context.environment),
  });
  try {
    await core.ready;
    const result = await use(core);
    await core.whenIdle(context.signal);
    return result;
  } finally {
    await core.link.close();
  }
}

/** Asks the core, as whoever is signed in. @throws AppError what the core refuses with */
export type Call = <Name extends ProcedureName>(name: Name, input: InputOf<Name>) => Promise<OutputOf<Name>>;

export function callAs({ link }: ShellCore, context: CliContext, sessionToken: string | null): Call {
  return async (name, input) => {
    const reply = await link.call({ name, input, sessionToken }, context.signal);
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.message);
    return reply.value as never; // checked against the contract by the core
  };
}

type SignInValues = { as?: string | undefined; 'secret-file'?: string | undefined };

/**
 * Runs `use` as a person, and signs them out afterwards; with no `--as`, signed out. A secret file `-` is standard input.
 * @throws AppError BAD_INPUT for one flag without the other, or what the core says of the sign-in
 */
export async function signedIn<T>(
  { as: name, 'secret-file': secretFile }: SignInValues,
  { link }: ShellCore,
  context: CliContext,
  use: (sessionToken: string | null, secret: string | null) => Promise<T>,
): Promise<T> {
  if (name === undefined && secretFile === undefined) return use(null, null);
  if (name === undefined || secretFile === undefined) {
    throw new AppError('BAD_INPUT', '--as NAME and --secret-file FILE go together.');
  }
  const secret = secretFile === '-' ? withoutEnd(await context.readInput()) : readSecret(secretFile, context);
  const input = { name, secret };
  const reply = await link.call({ name: 'accounts.signIn', input, sessionToken: null }, context.signal);
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.message);
  const { sessionToken } = reply.value as { sessionToken: string };
  try {
    return await use(sessionToken, secret);
  } finally {
    await link.call({ name: 'accounts.signOut', input: {}, sessionToken }, AbortSignal.timeout(5_000));
  }
}

function readSecret(path: string, context: CliContext): string {
  try {
    if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
      context.explain(`Others on this machine can read ${path}: give it the rights 0600.`);
    }
    return withoutEnd(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new AppError('BAD_INPUT', `The secret file ${path} cannot be read.`, { cause });
  }
}

function withoutEnd(secret: string): string {
  return secret.replace(/\r?\n$/, '');
}
