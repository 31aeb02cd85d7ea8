import type { Failure } from '../../../src-shared/domain/failure.ts';
import type { Screen } from '../main-path/actions.ts';
import { escapeDialog, visit } from './actions.ts';

/** What the walk needs to know of the world it walks in. */
export type Walk = { failure: Failure; replayId: string; planId: string; endedId: string };

/** A page or something on a page; `leave` puts the page back to where the next place can be opened. */
export type Place = {
  name: string;
  open(screen: Screen, walk: Walk): Promise<void>;
  leave?(screen: Screen): Promise<void>;
};

export const closeOnTop = ({ page }: Screen): Promise<void> => escapeDialog(page);

/** One that an address leads to. */
export function page(name: string, addressOf: (walk: Walk) => string): Place {
  return { name, open: ({ page: shown }, walk) => visit(shown, addressOf(walk)) };
}
