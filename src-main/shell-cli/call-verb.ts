import { AppError, type Reply } from '../../src-shared/domain/app-error.ts';
import { coreFlags, readFlags, signedIn, signInFlags, withCore } from './core-flags.ts';
import { fromPrintable, toPrintable } from './json-bytes.ts';
import type { CliContext, ExitCode, Verb } from './verb.ts';

/** Any procedure of the contract; prints its Reply as JSON. The input `-` is read from standard input. */
export const callVerb: Verb = {
  usage: "call <procedure> ['<json>' | -] [--data DIR] [--as NAME --secret-file FILE] [--no-practice]",
  async run(args, context) {
    const { values, positionals } = readFlags(
      { args, allowPositionals: true, options: { ...coreFlags, ...signInFlags } } as const,
      callVerb.usage,
    );
    const [name, inputText = '{}', ...rest] = positionals;
    if (name === undefined || rest.length > 0) throw new AppError('BAD_INPUT', `Usage: ${callVerb.usage}`);
    const input = parseInput(inputText === '-' ? await context.readInput() : inputText);
    return withCore<ExitCode>(values, context, async (core) => {
      const reply = await signedIn(values, core, context, (sessionToken) =>
        core.link.call({ name, input, sessionToken }, context.signal),
      );
      return printReply(reply, context);
    });
  },
};

function parseInput(text: string): unknown {
  try {
    return fromPrintable(JSON.parse(text));
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'The input is not JSON, or has base64 that is none.', { cause });
  }
}

function printReply(reply: Reply<unknown>, context: CliContext): ExitCode {
  context.print(JSON.stringify(toPrintable(reply)));
  return reply.ok ? 0 : 1;
}
