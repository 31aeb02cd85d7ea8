import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import type { RuleProfile } from '../../../../src-shared/domain/rule-profile.ts';
import { validateMessage } from '../../../../src-shared/formats/index.ts';
import { hl7Dictionaries } from '../../../platform/hl7-dictionaries.ts';
import type { BodyDocument } from './body-document.ts';
import type { ShownText } from './row-text.ts';

/** `now` ms UTC. */
export type FindingsAsked = { profiles: readonly RuleProfile[]; now: number };

/** What is wrong with an open body. How to mend it may quote the patient: only who may see the values is told. */
export function readFindings(
  { body }: BodyDocument,
  shown: ShownText,
  { profiles, now }: FindingsAsked,
): OutputOf<'message.validate'>['findings'] {
  const options = { statedEncoding: body.encoding, profiles, now, dictionaries: hl7Dictionaries };
  return validateMessage(body.bytes, options).map(({ span, fix, ...finding }) => ({
    ...finding,
    range: shown.rangeOf(span),
    fix: shown.masked ? null : fix,
  }));
}
