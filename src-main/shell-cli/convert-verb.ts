import { AppError } from '../../src-shared/domain/app-error.ts';
import { readFlags } from './core-flags.ts';
import type { Verb } from './verb.ts';

const flags = {
  system: { type: 'string' },
  code: { type: 'string' },
  value: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

/**
 * One value from one unit to another, as far as the code lets it: `{verdict, value, formula, reasons}`, `value` a decimal text with the comparator of the
 * source, or null where it is refused. A refusal is an answer: exit 0.
 */
export const convertVerb: Verb = {
  usage: 'convert --system LOINC|NLK --code CODE --value NUMBER --from UNIT --to UNIT',
  async run(args, context) {
    const { values } = readFlags({ args, options: flags }, convertVerb.usage);
    const { system, code, value, from, to } = values;
    if (system === undefined || code === undefined || value === undefined || from === undefined || to === undefined)
      throw new AppError('BAD_INPUT', `Usage: ${convertVerb.usage}`);
    if (system !== 'LOINC' && system !== 'NLK')
      throw new AppError('BAD_INPUT', `--system is LOINC or NLK, not "${system}".`);
    // Units are not needed by any other verb.
    const { convertValue } = await import('../platform/units/convert-value.ts');
    const converted = await convertValue({ system, code, value, unit: from, expected: to });
    if (converted === null) throw new AppError('BAD_INPUT', '--value is a number, such as 5.6, "<0,5" or --value=-3.');
    context.print(JSON.stringify(converted));
    return 0;
  },
};
