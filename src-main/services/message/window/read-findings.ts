import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { Body } from '../../../../src-shared/domain/message.ts';
import type { RuleProfile } from '../../../../src-shared/domain/rule-profile.ts';
import type { Finding } from '../../../../src-shared/formats/format.ts';
import { validateMessage } from '../../../../src-shared/formats/index.ts';
import { hl7Dictionaries } from '../../../platform/hl7-dictionaries.ts';
import type { ShownText } from './row-text.ts';

/** `now` ms UTC. */
export type FindingsAsked = { profiles: readonly RuleProfile[]; now: number };

/** What is wrong with a body. */
export function readFindings(body: Body, { profiles, now }: FindingsAsked): Finding[] {
  return validateMessage(body.bytes, { statedEncoding: body.encoding, profiles, now, dictionaries: hl7Dictionaries });
}

/** Findings with their places in the shown text. How to mend them may quote the patient: only who may see the values is told. */
export function showFindings(findings: readonly Finding[], shown: ShownText): OutputOf<'message.validate'>['findings'] {
  return findings.map(({ span, fix, ...finding }) => ({
    ...finding,
    range: shown.rangeOf(span),
    fix: shown.masked ? null : fix,
  }));
}
