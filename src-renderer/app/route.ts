import type { TablerIcon } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ProcedureName } from '../../src-shared/contract/index.ts';
import type { TextKey } from '../locales/text-key.ts';

/** A count beside a rail entry: what wants a person, urgent ones apart; null = not known. */
export type RailCount = { count: number; urgent: number } | null;

/**
 * One page. `path` in wouter's pattern; optional parameters make the detail's own address (`/overview/:connectionId?/:channelId?`).
 * `needs`: what it cannot do without; those who may not call it neither see it in the rail nor get the page, but a sentence.
 * `rail`: its place in the rail, null = reached from elsewhere. `goKey`: the letter after g. `also`: pages that are
 * part of it.
 */
export type PageRoute = {
  path: string;
  component: ComponentType;
  needs?: ProcedureName;
  rail: {
    titleKey: TextKey;
    icon: TablerIcon;
    address: string;
    goKey: string;
    also?: readonly string[];
    useCount?: () => RailCount;
  } | null;
};
