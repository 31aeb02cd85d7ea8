import type { Body } from '../../../src-shared/domain/message.ts';
import { type CopyForm, copyAs } from '../../../src-shared/formats/shared/copy-forms.ts';
import { deidentifyMessage } from '../../../src-shared/formats/shared/deidentify/deidentify-message.ts';
import { maskMessage } from '../../../src-shared/formats/shared/mask.ts';
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
  const copy = deidentifyMessage(body.bytes, open.format, { statedEncoding: body.encoding, ...chance });
  if (copy.kind === 'refused') return { kind: 'refused', reason: copy.reason };
  return { kind: 'copied', text: open.charset.decode(copy.bytes), masked: false };
}
