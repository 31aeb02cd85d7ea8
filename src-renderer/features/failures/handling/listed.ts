import type { InputOf } from '../../../../src-shared/contract/index.ts';

/** What a list shows: its filter, and how many match it. */
export type Listed = { filter: InputOf<'failures.list'>['filter']; total: number };
