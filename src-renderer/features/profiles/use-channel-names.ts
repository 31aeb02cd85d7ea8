import { useContractQuery } from '../../bridge/hooks.ts';

type Channel = { connectionId: string; channelId: string };

/** A channel's name where the environment shown has it, else its id. */
export function useChannelNames(): (channel: Channel) => string {
  const { data } = useContractQuery('monitor.overview', {});
  const names = new Map((data?.channels ?? []).map((each) => [channelKey(each), each.name]));
  return (channel) => names.get(channelKey(channel)) ?? channel.channelId;
}

export function channelKey({ connectionId, channelId }: Channel): string {
  return JSON.stringify([connectionId, channelId]);
}
