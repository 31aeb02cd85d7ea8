import { z } from 'zod';
import { type MessageRef, messageRef } from '../../../src-shared/domain/message.ts';

const storageKey = 'vaktbord.editMany.refs';
const stored = z.array(messageRef);

/** How many messages can be edited together. */
export const mostMessages = 500;

let frozen: readonly MessageRef[] | null = null;

/**
 * Keeps which messages are edited together: in memory, and for a reload in this window's session storage, as ids only.
 * @param refs the first 500 are kept
 */
export function freezeSelection(refs: readonly MessageRef[]): void {
  frozen = refs
    .slice(0, mostMessages)
    .map(({ connectionId, channelId, nativeId }) => ({ connectionId, channelId, nativeId }));
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(frozen));
  } catch {
    // Storage is full or forbidden: the selection is then gone after a reload.
  }
}

/** The messages chosen last in this window; empty = none. */
export function readSelection(): readonly MessageRef[] {
  frozen ??= recall();
  return frozen;
}

function recall(): readonly MessageRef[] {
  try {
    const parsed = stored.safeParse(JSON.parse(sessionStorage.getItem(storageKey) ?? '[]'));
    return parsed.success ? parsed.data.slice(0, mostMessages) : [];
  } catch {
    return [];
  }
}
