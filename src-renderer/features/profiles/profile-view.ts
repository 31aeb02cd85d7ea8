import type { OutputOf } from '../../../src-shared/contract/index.ts';

export type ProfileView = OutputOf<'profiles.list'>['items'][number];
