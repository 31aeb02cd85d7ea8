import type { XmlElement } from '../../../src-shared/formats/xml/xml-element.ts';
import type { DeploymentsFacet } from '../engine.ts';
import { get } from './mirth-channels.ts';
import type { MirthClient } from './mirth-client.ts';
import { mapStatus } from './mirth-mapping.ts';
import { entriesOf, integerAt, timeAt } from './mirth-xml.ts';

const mostEvents = 500;
const channelIds = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/**
 * The deployed revision is the saved one less `deployedRevisionDelta`; what is between two equal readings of the status did not change.
 * Source: mirth-api §4 (22x, 31x), §9 (events); names of the events read from the engine's source: "Deploy channels", "Redeploy all channels".
 */
export function createMirthDeployments({ client }: { client: MirthClient }): DeploymentsFacet {
  async function statusOf(channelId: string, signal: AbortSignal) {
    const path = `/channels/${encodeURIComponent(channelId)}/status`;
    const root = await client.askXml({ ...get('search', path), allow: [404] }, signal);
    return root === null ? null : mapStatus(root);
  }

  return {
    async running(channelId, signal) {
      const before = await statusOf(channelId, signal);
      if (before === null || before.deployedAt === null) return null;
      const channel = await client.askXml(get('search', `/channels/${encodeURIComponent(channelId)}`), signal);
      const saved = channel === null ? null : integerAt(channel, 'revision');
      const after = await statusOf(channelId, signal);
      const isSame = after?.deployedAt === before.deployedAt && after.savedSince === before.savedSince;
      return saved === null || !isSame ? null : { revision: saved - before.savedSince, deployedAt: before.deployedAt };
    },
    async told(signal) {
      const body = { contentType: 'application/xml', text: '<eventFilter><name>deploy</name></eventFilter>' };
      const query = { offset: 0, limit: mostEvents };
      const request = { topic: 'search', method: 'POST', path: '/events/_search', query, body, allow: [403] } as const;
      const root = await client.askXml(request, signal);
      return (root?.all('event') ?? []).flatMap(deploymentsIn);
    },
  };
}

/** Undeploying is no deployment, and a failed one changed nothing that could be known. */
function deploymentsIn(event: XmlElement): { channelId: string | null; at: number }[] {
  const name = (event.textAt('name') ?? '').toLowerCase();
  const at = timeAt(event, 'eventTime');
  if (at === null || event.textAt('outcome') !== 'SUCCESS') return [];
  if (name.startsWith('redeploy all')) return [{ channelId: null, at }];
  if (!name.startsWith('deploy channel')) return [];
  const texts = entriesOf(event.first('attributes')).map(({ value }) => value?.text() ?? '');
  const ids = new Set(texts.flatMap((text) => text.match(channelIds) ?? []).map((id) => id.toLowerCase()));
  return [...ids].map((channelId) => ({ channelId, at }));
}
