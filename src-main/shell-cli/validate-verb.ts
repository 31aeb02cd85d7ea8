import { readFileSync } from 'node:fs';
import { AppError } from '../../src-shared/domain/app-error.ts';
import type { RuleProfile } from '../../src-shared/domain/rule-profile.ts';
import { readRuleProfile } from '../../src-shared/domain/rule-profile.ts';
import { validateMessage } from '../../src-shared/formats/index.ts';
import { readFlags } from './core-flags.ts';
import { readMessageFile } from './message-file.ts';
import type { Verb } from './verb.ts';

const flags = { profile: { type: 'string', multiple: true } } as const;

/** What is wrong with message files by the standard and by rule profiles: one JSON line each. Exit 1 when there is an error in any. */
export const validateVerb: Verb = {
  usage: 'validate [--profile PROFILE.json]… FILE…',
  run(args, context) {
    const { positionals, values } = readFlags({ args, allowPositionals: true, options: flags }, validateVerb.usage);
    if (positionals.length === 0) throw new AppError('BAD_INPUT', `Usage: ${validateVerb.usage}`);
    const profiles = (values.profile ?? []).map(readProfile);
    let hasErrors = false;
    for (const name of positionals) {
      const { bytes, format, options } = readMessageFile(name);
      const problems = format.parse(bytes, options).problems.map((problem) => ({
        ...problem,
        path: null,
        reference: null,
        fix: null,
        profile: null,
      }));
      const findings = [...problems, ...validateMessage(bytes, { ...options, profiles, now: Date.now() })];
      hasErrors ||= findings.some(({ severity }) => severity === 'error');
      context.print(
        JSON.stringify({
          file: name,
          format: format.id,
          findings: findings.map(({ rule, severity, path, span, reference, message, params, fix, profile }) => ({
            rule,
            severity,
            path,
            span,
            reference,
            message,
            params,
            // The texts of a fix are content of the message.
            fix: fix?.map((edit) => edit.path) ?? null,
            profile,
          })),
        }),
      );
    }
    return Promise.resolve(hasErrors ? 1 : 0);
  },
};

function readProfile(name: string): RuleProfile {
  const read = readRuleProfile(readText(name));
  if (read.kind === 'profile') return read.profile;
  const [fault] = read.faults;
  throw new AppError('BAD_INPUT', `${name} is not a rule profile: ${fault?.place} ${fault?.message}`);
}

function readText(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${name} cannot be read.`, { cause });
  }
}
