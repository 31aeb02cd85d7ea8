import type { ChannelState, LifecycleAction } from '../../../src-shared/domain/channel.ts';

/** What can be asked of a channel (or one connector) in a state; empty while it is on its way to another or not known. */
export function brakeActionsFor(state: ChannelState, of: 'channel' | 'connector'): readonly LifecycleAction[] {
  switch (state) {
    case 'started':
      return of === 'channel' ? ['pause', 'stop'] : ['stop'];
    case 'paused':
      return of === 'channel' ? ['resume', 'stop'] : ['start', 'stop'];
    case 'stopped':
      return ['start'];
    case 'starting':
    case 'stopping':
    case 'undeployed':
    case 'unknown':
      return [];
    default:
      return state satisfies never;
  }
}
