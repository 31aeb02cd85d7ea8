import { useText } from '../../../locales/use-text.ts';
import type { GroupView } from './group-view.ts';
import classes from './groups.module.css';

type Placed = Pick<GroupView, 'cause' | 'ruleName' | 'channelCount' | 'channelName' | 'connectorName'>;

/** Where the cause is: a receiving system by its address, one connector by the names the engine gives, or what a rule of the site takes. */
export function GroupScope({ group }: { group: Placed }) {
  const words = useScopeWords(group);
  return (
    <span className={classes.oneLine} title={words}>
      {words}
    </span>
  );
}

/** A receiver is named after the connector that sends to it only while there is but one channel: others may call it something else. */
export function useScopeWords({ cause, ruleName, channelCount, channelName, connectorName }: Placed): string {
  const text = useText();
  const { scope } = cause;
  if (scope.kind === 'rule')
    return ruleName === null ? text('groups.scope.goneRule') : text('groups.scope.rule', { name: ruleName });
  if (scope.kind === 'connector')
    return connectorName === null
      ? channelName
      : text('groups.scope.connector', { channel: channelName, connector: connectorName });
  return channelCount === 1 && connectorName !== null
    ? text('groups.scope.target', { target: scope.target, name: connectorName })
    : scope.target;
}
