import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { type StageName, stageNames } from '../../../src-shared/domain/message.ts';
import type { StageChoice } from './message-address.ts';

/** One stored form of one message. */
export type ComparedForm = { ref: MessageRef } & StageChoice;

/** `<connection>~<channel>~<native id>~<connector>~<stage>`, each part encoded: ids only, never anything about a patient. */
export function formAddress({ ref, connectorId, stage }: ComparedForm): string {
  const parts = [ref.connectionId, ref.channelId, ref.nativeId, connectorId, stage];
  return parts.map((part) => encodeURIComponent(part).replaceAll('~', '%7E')).join('~');
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

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return ''; // not one of ours: it then names nothing
  }
}
