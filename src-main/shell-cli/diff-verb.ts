import { AppError } from '../../src-shared/domain/app-error.ts';
import type { ParsedMessage } from '../../src-shared/formats/format.ts';
import { compareMessages } from '../../src-shared/formats/shared/compare/compare-messages.ts';
import { maskedSide, type ShownSide } from '../../src-shared/formats/shared/compare/shown-side.ts';
import { readFlags } from './core-flags.ts';
import { type MessageFile, readMessageFile } from './message-file.ts';
import type { Verb } from './verb.ts';

const flags = { ignore: { type: 'string', multiple: true }, values: { type: 'boolean' } } as const;

/** What differs between two messages, one JSON line a place; patient values masked unless `--values`. Exit 0 = nothing, 1 = something. */
export const diffVerb: Verb = {
  usage: 'diff A B [--ignore MSH-7]… [--values]',
  run(args, context) {
    const { positionals, values } = readFlags({ args, allowPositionals: true, options: flags }, diffVerb.usage);
    const [first, second, ...others] = positionals;
    if (first === undefined || second === undefined || others.length > 0)
      throw new AppError('BAD_INPUT', `Usage: ${diffVerb.usage}`);
    const [a, b] = [readMessageFile(first), readMessageFile(second)];
    if (a.format.id !== b.format.id)
      throw new AppError(
        'CONFLICT',
        `${first} is ${a.format.id}, ${second} is ${b.format.id}: they cannot be compared.`,
      );
    const before = a.format.parse(a.bytes, a.options);
    const after = b.format.parse(b.bytes, b.options);
    const { differences, isComplete } = compareMessages(before, after, { ignore: values.ignore ?? [] });
    const [shownBefore, shownAfter] = [
      sideOf(a, before, values.values === true),
      sideOf(b, after, values.values === true),
    ];
    for (const each of differences) {
      context.print(
        JSON.stringify({
          kind: each.kind,
          path: each.path,
          pathInOther: each.pathInOther,
          name: each.label?.en ?? null,
          before: each.before === null ? null : shownBefore.textOf(each.before),
          after: each.after === null ? null : shownAfter.textOf(each.after),
        }),
      );
    }
    if (!isComplete) context.explain('There are more differences than are listed.');
    return Promise.resolve(differences.length === 0 ? 0 : 1);
  },
};

/** Masked by all that the message tells of its patient, not by the place alone. */
function sideOf(file: MessageFile, parsed: ParsedMessage, withValues: boolean): ShownSide {
  return withValues ? { text: '', textOf: (node) => node.text ?? '' } : maskedSide(file.bytes, parsed);
}
