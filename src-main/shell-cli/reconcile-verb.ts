import { readFileSync } from 'node:fs';
import type { InputOf, OutputOf } from '../../src-shared/contract/index.ts';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { coreFlags, readFlags, signedIn, signInFlags, withCore } from './core-flags.ts';
import type { CliContext, ExitCode, Verb } from './verb.ts';

type Answer = OutputOf<'messages.reconcile'>;

const since = { since: { type: 'string' } } as const;
/** The channel had it and nobody has to look at it. */
const settled: ReadonlySet<Answer['items'][number]['answer']> = new Set(['delivered', 'filtered', 'processing']);

/** A sender's list of ids against the index, one JSON line an id; on standard error what was searched. Exit 0 = all are here and none wants a person. */
export const reconcileVerb: Verb = {
  usage: 'reconcile FILE|- [--since TIME] [--data DIR] [--as NAME --secret-file FILE]',
  async run(args, context) {
    const { values, positionals } = readFlags(
      { args, allowPositionals: true, options: { ...coreFlags, ...signInFlags, ...since } } as const,
      reconcileVerb.usage,
    );
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) throw new AppError('BAD_INPUT', `Usage: ${reconcileVerb.usage}`);
    const text = path === '-' ? await context.readInput() : readList(path);
    const filter = { connectionId: null, channelId: null, from: readTime(values.since), text };
    const input: InputOf<'messages.reconcile'> = { filter };
    return withCore<ExitCode>(values, context, async (core) => {
      const reply = await signedIn(values, core, context, (sessionToken) =>
        core.link.call({ name: 'messages.reconcile', input, sessionToken }, context.signal),
      );
      if (!reply.ok) throw new AppError(reply.error.code, reply.error.message);
      return printAnswer(reply.value as Answer, context);
    });
  },
};

function printAnswer({ items, coverage }: Answer, context: CliContext): ExitCode {
  for (const { id, answer, messages } of items) {
    const where = messages.map(({ channelName, nativeId, status, receivedAt }) => ({
      channel: channelName,
      nativeId,
      status,
      receivedAt: new Date(receivedAt).toISOString(),
    }));
    context.print(JSON.stringify({ id, answer, messages: where }));
  }
  const from = coverage.since === null ? 'not level yet' : `everything since ${new Date(coverage.since).toISOString()}`;
  context.explain(`Searched ${coverage.indexed} channels: ${from}.`);
  const names = (channels: { channelName: string }[]) => channels.map(({ channelName }) => channelName).join(', ');
  if (coverage.behind.length > 0) context.explain(`Still being read: ${names(coverage.behind)}.`);
  if (coverage.notIndexed.length > 0) context.explain(`Not indexed: ${names(coverage.notIndexed)}.`);
  return items.every(({ answer }) => settled.has(answer)) ? 0 : 1;
}

function readList(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${path} cannot be read.`, { cause });
  }
}

function readTime(text: string | undefined): number | null {
  if (text === undefined) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new AppError('BAD_INPUT', '--since takes a time such as 2026-11-26T08:00.');
  return at;
}
