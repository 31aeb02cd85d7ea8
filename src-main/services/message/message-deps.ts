import type { RuleProfile } from '../../../src-shared/domain/rule-profile.ts';
import type { SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import type { Emit } from '../../app/handler.ts';
import type { Engine } from '../../engines/engine.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { CacheStore } from '../../store/store.ts';
import type { ConvertByRules } from './resolve-plan.ts';

/**
 * What the message service needs. `revealMs` as set now; `profilesOf` a channel: the rules of the site that its messages are held against.
 */
export type MessageDeps = {
  engines: (connectionId: string) => Engine | null;
  cache: Pick<CacheStore, 'getFailure' | 'putBody' | 'readBody'>;
  clock: Clock;
  logger: Logger;
  emit: Emit;
  revealMs: () => number;
  profilesOf: (channel: { connectionId: string; channelId: string }) => readonly RuleProfile[];
  /** What the site says of units on a channel. */
  unitsOf: (channel: { connectionId: string; channelId: string }) => SiteUnits;
  /** Makes the edit of rules of conversion. */
  convert: ConvertByRules;
};
