import type { OutputOf } from '../../../../src-shared/contract/index.ts';

export type GroupView = OutputOf<'groups.list'>['items'][number];
export type GroupDetailView = NonNullable<OutputOf<'groups.get'>['group']>;

export const groupIdOf = ({ groupId }: GroupView): string => groupId;
