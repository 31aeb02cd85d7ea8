import type { Body } from '../../../src-shared/domain/message.ts';
import { type CopyForm, copyAs } from '../../../src-shared/formats/shared/copy-forms.ts';
import { deidentifyMessage } from '../../../src-shared/formats/shared/deidentify/deidentify-message.ts';
import { maskMessage } from '../../../src-shared/formats/shared/mask.ts';
import { hl7Dictionaries } from '../../platform/hl7-dictionaries.ts';
import { openBody } from './open-body.ts';

/** `chance`: from which the substitutes and the shift of dates are made. */
export type CopyRequest = {
  body: Body;
  masked: boolean;
  form: CopyForm | 'de-identified';
  chance: { seed: string; shiftDays: number };
};

/** The text for the clipboard, or why there is no de-identified copy. */
export type CopiedBody = { kind: 'copied'; text: string; masked: boolean } | { kind: 'refused'; reason: string };

export function copyBody({ body, masked, form, chance }: CopyRequest): CopiedBody {
  const open = openBody(body);
  if (form !== 'de-identified') {
    const shown = masked ? maskMessage(open.bytes, open.parsed) : { text: open.map.text, nodes: open.parsed.nodes };
    return { kind: 'copied', text: copyAs(form, shown), masked };
  }
  // Without them nothing tells the name of a doctor or a free text from a code.
  const options = { statedEncoding: body.encoding, dictionaries: hl7Dictionaries, ...chance };
  const copy = deidentifyMessage(body.bytes, open.format, options);
  if (copy.kind === 'refused') return { kind: 'refused', reason: copy.reason };
  return { kind: 'copied', text: open.charset.decode(copy.bytes), masked: false };
}
