import { AppError } from '../../src-shared/domain/app-error.ts';
import type { FormatNode } from '../../src-shared/formats/format.ts';
import { compareMessages } from '../../src-shared/formats/shared/compare/compare-messages.ts';
import { maskWord } from '../../src-shared/formats/shared/mask.ts';
import { readFlags } from './core-flags.ts';
import { readMessageFile } from './message-file.ts';
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
    const { differences, isComplete } = compareMessages(
      a.format.parse(a.bytes, a.options),
      b.format.parse(b.bytes, b.options),
      { ignore: values.ignore ?? [] },
    );
    const show = (node: FormatNode | null) => (values.values ? (node?.text ?? null) : masked(node));
    for (const { kind, path, pathInOther, label, before, after } of differences) {
      const line = { kind, path, pathInOther, name: label?.en ?? null, before: show(before), after: show(after) };
      context.print(JSON.stringify(line));
    }
    if (!isComplete) context.explain('There are more differences than are listed.');
    return Promise.resolve(differences.length === 0 ? 0 : 1);
  },
};

function masked(node: FormatNode | null): string | null {
  if (node?.text === null || node?.text === undefined) return null;
  return node.maskAs === null || node.text === '' ? node.text : maskWord(node.maskAs, node.text.length);
}
