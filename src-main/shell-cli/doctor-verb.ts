import { z } from 'zod';
import { connectionView } from '../../src-shared/contract/connections.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { type CheckStep, checkStep } from '../../src-shared/domain/connection.ts';
import { coreProcedures } from '../app/core-procedures.ts';
import type { ShellCore } from '../app/start-core.ts';
import { coreFlags, readFlags, signedIn, signInFlags, withCore } from './core-flags.ts';
import { isLanguage, type Language, languages, sentenceOf } from './engine-texts.ts';
import type { CliContext, ExitCode, Verb } from './verb.ts';

const keySlots = z.object({
  items: z.array(z.object({ kind: z.enum(['os', 'key-file', 'passphrase']), createdAt: z.number() })),
});
/** Everyone who can run this as the same user of the machine gets in by the first two. */
const protections = {
  os: 'kept by the operating system for this user; a stolen disk or folder is unreadable',
  'key-file': 'a file of this user outside the data folder; a stolen data folder is unreadable, a stolen disk is not',
  passphrase: 'known to persons only; a stolen disk or folder is unreadable',
} as const;
const checked = z.object({ steps: z.array(checkStep) });
const listed = z.object({ items: z.array(connectionView) });

/**
 * Says which keys open the data folder and, as an administrator, tests each saved connection step by step.
 * Sentences in the language asked for; with `--json` one line of JSON per finding, as the core gave it. Exit 1 when a step failed.
 */
export const doctorVerb: Verb = {
  usage:
    'doctor [--connection NAME] [--language en|nb|nn] [--json] [--data DIR] [--as NAME --secret-file FILE] [--no-practice]',
  async run(args, context) {
    const options = {
      ...coreFlags,
      ...signInFlags,
      connection: { type: 'string' },
      language: { type: 'string' },
      json: { type: 'boolean' },
    } as const;
    const { values } = readFlags({ args, options } as const, doctorVerb.usage);
    const told = { language: languageOf(values.language), isJson: values.json === true };
    return withCore<ExitCode>(values, context, async (core) => {
      await printKeySlots(core, context, told);
      if (values.as === undefined) {
        context.explain('connections: not tested; give --as NAME --secret-file FILE of an administrator');
        return 0;
      }
      return signedIn(values, core, context, (token) =>
        checkAll(core, context, { ...told, token, only: values.connection }),
      );
    });
  },
};

type Told = { language: Language; isJson: boolean };

function languageOf(text: string | undefined): Language {
  if (text === undefined) return 'en';
  if (isLanguage(text)) return text;
  throw new AppError('BAD_INPUT', `--language is one of ${languages.join(', ')}.`);
}

async function printKeySlots(core: ShellCore, context: CliContext, { isJson }: Told): Promise<void> {
  const { items } = keySlots.parse(await ask(core, context, { name: coreProcedures.keySlots, token: null }));
  for (const { kind, createdAt } of items) {
    if (isJson) context.print(JSON.stringify({ keySlot: kind, createdAt }));
    else
      context.print(`key slot: ${kind}, since ${new Date(createdAt).toISOString().slice(0, 10)}: ${protections[kind]}`);
  }
}

type Wanted = Told & { token: string | null; only: string | undefined };

async function checkAll(core: ShellCore, context: CliContext, wish: Wanted): Promise<ExitCode> {
  const { token, only, language, isJson } = wish;
  const { items } = listed.parse(await ask(core, context, { name: 'connections.list', token }));
  const wanted = items.filter(({ connection }) => only === undefined || connection.name === only);
  if (wanted.length === 0) {
    context.explain(only === undefined ? 'connections: none saved' : 'connections: none of that name');
    return only === undefined ? 0 : 1;
  }
  let hasFailed = false;
  for (const { connection, state } of wanted) {
    const { name, environment, url } = connection;
    if (!isJson) context.print(`connection: ${name} (${environment}) ${url} ${state.state}`);
    // It has no stored password to test with: the core made it, and lives with it.
    if (connection.environment === 'PRACTICE') continue;
    const input = { connection, secrets: {} };
    const { steps } = checked.parse(await ask(core, context, { name: 'connections.check', input, token }));
    if (isJson) context.print(JSON.stringify({ connection: name, environment, url, state, steps }));
    else for (const step of steps) context.print(describeStep(step, language));
    hasFailed ||= steps.some((step) => step.outcome === 'failed');
  }
  return hasFailed ? 1 : 0;
}

function describeStep(step: CheckStep, language: Language): string {
  const took = `${Math.round(step.elapsedMs)} ms`;
  return `  ${step.step.padEnd(12)} ${step.outcome.padEnd(8)} ${took.padEnd(8)} ${sentenceOf(step, language)}`;
}

type Question = { name: string; input?: unknown; token: string | null };

async function ask({ link }: ShellCore, context: CliContext, { name, input = {}, token }: Question): Promise<unknown> {
  const reply = await link.call({ name, input, sessionToken: token }, context.signal);
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.message);
  return reply.value;
}
