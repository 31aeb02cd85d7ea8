import type { OutputOf } from '../../../src-shared/contract/index.ts';

export type OverdueAnswer = OutputOf<'expectations.overdue'>;
export type OverdueRow = OverdueAnswer['items'][number];
export type WaitRow = OutputOf<'expectations.times'>['relations'][number];

export const overdueViews = ['list', 'handled', 'times'] as const;
export type OverdueView = (typeof overdueViews)[number];
