import type { CauseRule } from '../../../../src-shared/domain/failure-cause/cause-rule.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { useText } from '../../../locales/use-text.ts';

/** What a rule takes, part by part. A channel by its name where the environment shown has it. */
export function useRuleWords(): (rule: CauseRule) => string[] {
  const text = useText();
  const { data } = useContractQuery('monitor.overview', {});
  const channelName = ({ connectionId, channelId }: NonNullable<CauseRule['channel']>): string =>
    data?.channels.find((each) => each.connectionId === connectionId && each.channelId === channelId)?.name ??
    channelId;
  return ({ kind, channel, target, text: written }) => [
    ...(kind === null ? [] : [text(`failureKind.${kind}`)]),
    ...(channel === null ? [] : [text('groups.rules.inChannel', { channel: channelName(channel) })]),
    ...(target === null ? [] : [text('groups.rules.toTarget', { target })]),
    ...(written === null ? [] : [text('groups.rules.withText', { text: written })]),
  ];
}
