import { randomBytes, randomInt } from 'node:crypto';
import { AppError } from '../../src-shared/domain/app-error.ts';
import { type Deidentified, deidentifyMessage } from '../../src-shared/formats/shared/deidentify/deidentify-message.ts';
import { readFlags } from './core-flags.ts';
import { readMessageFile } from './message-file.ts';
import type { Verb } from './verb.ts';

const flags = { seed: { type: 'string' }, 'shift-days': { type: 'string' } } as const;

const refusals: Record<Extract<Deidentified, { kind: 'refused' }>['reason'], string> = {
  'unknown-format': 'its format is not known, so nothing tells patient data from other text',
  'not-editable': 'a part with patient data cannot be changed',
  'value-left': 'a value of the patient would have been left in it',
};

/** A copy for a supplier's ticket, to standard output. The same seed and days give the same substitutes in several files. */
export const deidentifyVerb: Verb = {
  usage: 'deidentify [--seed TEXT] [--shift-days=N] FILE > OUT',
  run(args, context) {
    const { positionals, values } = readFlags({ args, allowPositionals: true, options: flags }, deidentifyVerb.usage);
    const [name, ...others] = positionals;
    const shiftDays = values['shift-days'] === undefined ? -randomInt(30, 365) : Number(values['shift-days']);
    if (name === undefined || others.length > 0 || !Number.isInteger(shiftDays) || shiftDays === 0)
      throw new AppError('BAD_INPUT', `Usage: ${deidentifyVerb.usage}`);
    const { bytes, format, options } = readMessageFile(name);
    const seed = values.seed ?? randomBytes(16).toString('hex');
    const result = deidentifyMessage(bytes, format, { ...options, seed, shiftDays });
    if (result.kind === 'refused') {
      const place = result.path === null ? '' : ` (${result.path})`;
      throw new AppError('CONFLICT', `${name} is not copied: ${refusals[result.reason]}${place}.`);
    }
    context.explain(`${result.replacedCount} values replaced, ${result.removedCount} texts and documents removed.`);
    context.write(result.bytes);
    return Promise.resolve(0);
  },
};
