import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { type StageName, stageNames } from '../../../src-shared/domain/message.ts';
import type { StageChoice } from './message-address.ts';

/** One stored form of one message. */
export type ComparedForm = { ref: MessageRef } & StageChoice;

/**
 * `<connection>~<channel>~<native id>~<connector>~<stage>`: ids only, never anything about a patient. Whatever else than a letter, a figure or
 * a hyphen is in a part stands there as `_` and two hexadecimal figures for each byte of UTF-8: unlike `%`, nothing on the way decodes it.
 */
export function formAddress({ ref, connectorId, stage }: ComparedForm): string {
  return [ref.connectionId, ref.channelId, ref.nativeId, connectorId, stage].map(encode).join('~');
}

/** The form an address names; null when it names none. */
export function formOf(address: string): ComparedForm | null {
  const [connectionId, channelId, nativeId, connectorId, stage] = address.split('~').map(decode);
  if (!connectionId || !channelId || !nativeId || !connectorId || !isStage(stage)) return null;
  return { ref: { connectionId, channelId, nativeId }, connectorId, stage };
}

/** The page that shows the two beside each other. */
export function compareAddress(a: ComparedForm, b: ComparedForm): string {
  return `/compare/${formAddress(a)}/${formAddress(b)}`;
}

function isStage(text: string | undefined): text is StageName {
  return stageNames.some((name) => name === text);
}

function encode(part: string): string {
  const bytes = [...new TextEncoder().encode(part)];
  return bytes.map((byte) => plain(byte) ?? `_${byte.toString(16).padStart(2, '0')}`).join('');
}

function plain(byte: number): string | null {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9-]/.test(character) ? character : null;
}

/** Empty for what is not one of ours: it then names nothing. */
function decode(part: string): string {
  if (!/^(?:[A-Za-z0-9-]|_[0-9a-f]{2})*$/.test(part)) return '';
  const bytes = (part.match(/_..|./g) ?? []).map((each) =>
    each.length === 3 ? Number.parseInt(each.slice(1), 16) : each.charCodeAt(0),
  );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
  } catch {
    return '';
  }
}
