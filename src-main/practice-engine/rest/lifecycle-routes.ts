import type { Channel } from '../routing/channel.ts';
import { type Answer, cause, exception, nothing } from './answer.ts';
import { readPosted } from './message-routes.ts';
import { audit, type Call, channelText, findChannel, type Route } from './route.ts';
import { childrenOf, textOf } from './xml-reader.ts';

const actions = {
  _start: (channel) => channel.start(),
  _stop: (channel) => channel.stop(),
  _pause: (channel) => channel.pause(),
  _resume: (channel) => channel.resume(),
  _halt: (channel) => channel.stop(),
  _deploy: (channel) => channel.deploy(),
  _undeploy: (channel) => channel.undeploy(),
} satisfies Record<string, (channel: Channel) => Promise<void>>;
const form = 'application/x-www-form-urlencoded';

/** Starting and stopping: 204 whatever happens, unless `returnErrors=true`. Source: mirth-api section 5. */
export const lifecycleRoutes: Route[] = [
  ...(Object.keys(actions) as (keyof typeof actions)[]).flatMap((action): Route[] => [
    {
      method: 'POST',
      path: `/channels/{channelId}/${action}`,
      handle: (call) => run(call, action, [findChannel(call)]),
    },
    {
      method: 'POST',
      path: `/channels/${action}`,
      accepts: [form, 'application/xml'],
      handle: (call) => run(call, action, posted(call)),
    },
  ]),
  { method: 'POST', path: '/channels/_redeployAll', handle: (call) => run(call, '_deploy', [...call.engine.channels]) },
  {
    method: 'POST',
    path: '/channels/{channelId}/connector/{metaDataId}/_start',
    handle: (call) => runConnector(call, 'start'),
  },
  {
    method: 'POST',
    path: '/channels/{channelId}/connector/{metaDataId}/_stop',
    handle: (call) => runConnector(call, 'stop'),
  },
];

function posted(call: Call): (Channel | null)[] {
  const element = call.contentType.startsWith(form) ? null : readPosted(call);
  const ids = element === null ? new URLSearchParams(call.body).getAll('channelId') : childrenOf(element).map(textOf);
  return call.engine.channels.filter((channel) => ids.includes(channel.definition.id));
}

async function run(call: Call, action: keyof typeof actions, channels: (Channel | null)[]): Promise<Answer> {
  for (const channel of channels) {
    if (channel === null) continue;
    audit(call, action === '_deploy' ? 'Deploy channels' : `${action.slice(1)} channel`, {
      channel: channelText(channel),
    });
    try {
      await actions[action](channel);
    } catch {
      // Only a listener's port can fail here; the engine tells it only to those who ask.
      if (call.query.get('returnErrors') === 'true') return portTaken(channel);
    }
  }
  return nothing;
}

async function runConnector(call: Call, action: 'start' | 'stop'): Promise<Answer> {
  const channel = findChannel(call);
  if (channel === null || channel.state === 'UNDEPLOYED') return nothing;
  const metaDataId = Number(call.params.metaDataId);
  audit(call, `${action} connector`, { channel: channelText(channel), metaDataId: String(metaDataId) });
  const isReturningErrors = call.query.get('returnErrors') === 'true';
  try {
    const isKnown = await (action === 'start' ? channel.startConnector(metaDataId) : channel.stopConnector(metaDataId));
    return isKnown || !isReturningErrors ? nothing : exception('java.lang.NullPointerException', null);
  } catch {
    return isReturningErrors ? portTaken(channel) : nothing;
  }
}

function portTaken({ definition }: Channel): Answer {
  const socketError = cause('java.net.BindException', 'Address already in use');
  const text = `Failed to create server socket (TCP Listener "Source" on channel ${definition.id}).`;
  return exception(
    'com.mirth.connect.donkey.server.StartException',
    `Failed to start channel ${definition.name} (${definition.id}).`,
    {
      causes: [cause('com.mirth.connect.donkey.server.ConnectorTaskException', text, [socketError])],
    },
  );
}
