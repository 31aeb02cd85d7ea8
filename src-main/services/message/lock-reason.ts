import type { FormatNode } from '../../../src-shared/formats/format.ts';
import { isSeparatorPath } from './preview-edit.ts';

/** What its parts mean is not known, so any of them may be clinical. */
const unknownFormats = new Set(['text', 'binary', 'json']);

/** Why a person may not edit this place (`edit.locked.*`), null = it may be; the send judges again over the whole message. */
export function lockReasonOf(
  body: { isSigned: boolean; format: string },
  node: Pick<FormatNode, 'path' | 'clinical'>,
): string | null {
  if (body.isSigned) return 'edit.locked.signed';
  if (unknownFormats.has(body.format)) return 'edit.locked.format';
  if (isSeparatorPath(node.path)) return 'edit.locked.separator';
  return node.clinical ? 'edit.locked.clinical' : null;
}
