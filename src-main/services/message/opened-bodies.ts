import type { MessageRef } from '../../../src-shared/domain/message.ts';

/** One stored form as one person opened it. `key`: of the form. */
export type OpenedBody = { accountId: string; ref: MessageRef; key: string; masked: boolean };

/**
 * Who has opened which body, masked or not: only of those are windows shown, for each opening is in the audit log.
 * The latest openings are remembered.
 * @method endReveal what that person opened of the message while it was revealed must be opened again
 * @method forgetAbsent what these persons opened; `holds` tells afterwards whether anybody has a form open
 */
export type OpenedBodies = {
  note(opened: OpenedBody): void;
  has(opened: OpenedBody): boolean;
  forget(opened: OpenedBody): void;
  endReveal(accountId: string, ref: MessageRef): void;
  forgetAbsent(isPresent: (accountId: string) => boolean): void;
  holds(key: string): boolean;
};

const maxOpened = 500;

export function createOpenedBodies(): OpenedBodies {
  /** In the order of their opening. */
  const bodies = new Map<string, OpenedBody>();
  const nameOf = ({ accountId, key, masked }: OpenedBody): string => JSON.stringify([accountId, key, masked]);

  function forgetAll(isGone: (opened: OpenedBody) => boolean): void {
    for (const [name, opened] of bodies) if (isGone(opened)) bodies.delete(name);
  }

  return {
    note(opened) {
      const name = nameOf(opened);
      bodies.delete(name);
      bodies.set(name, opened);
      const [oldest] = bodies.keys();
      if (bodies.size > maxOpened && oldest !== undefined) bodies.delete(oldest);
    },
    forget: (opened) => void bodies.delete(nameOf(opened)),
    has: (opened) => bodies.has(nameOf(opened)),
    endReveal(accountId, ref) {
      forgetAll((opened) => opened.accountId === accountId && !opened.masked && isSame(opened.ref, ref));
    },
    forgetAbsent: (isPresent) => forgetAll(({ accountId }) => !isPresent(accountId)),
    holds: (key) => [...bodies.values()].some((opened) => opened.key === key),
  };
}

function isSame(a: MessageRef, b: MessageRef): boolean {
  return a.connectionId === b.connectionId && a.channelId === b.channelId && a.nativeId === b.nativeId;
}
