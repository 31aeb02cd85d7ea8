import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../src-shared/formats/shared/text-codec.ts';
import { parseXml } from '../../../src-shared/formats/xml/parse-xml.ts';
import type { XmlElement } from '../../../src-shared/formats/xml/xml-element.ts';
import {
  mapAlerts,
  mapConnectorStates,
  mapNames,
  mapServerTime,
  mapStatuses,
  mapSystemStats,
  mapTags,
} from './mirth-mapping.ts';

const root = (xml: string): XmlElement => parseXml(encodeUtf8(xml)).root!;
const recorded = (name: string) => root(readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8'));

describe('mapStatuses', () => {
  const channels = mapStatuses(
    recorded('30x-GET-statuses.xml'),
    mapConnectorStates(recorded('85x-GET-connectorStates.xml')),
  );
  const named = (name: string) => channels.find(({ snapshot }) => snapshot.name === name)!.snapshot;

  it('reads every deployed channel with its state', () => {
    expect(channels.length).toBe(7);
    expect(named('DFT billing').state).toBe('stopped');
    expect(named('ORM orders').state).toBe('started');
  });

  it('takes the counters of the channel from its own statistics, not from the lifetime ones', () => {
    const xml = `<list><dashboardStatus><channelId>a</channelId><statistics><entry><S>RECEIVED</S><long>3</long></entry></statistics><lifetimeStatistics><entry><S>RECEIVED</S><long>9</long></entry></lifetimeStatistics><queued>2</queued></dashboardStatus></list>`;
    expect(mapStatuses(root(xml), new Map())[0]?.snapshot).toMatchObject({
      counters: { received: 3, filtered: 0, sent: 0, errored: 0 },
      queued: 2,
      state: 'unknown',
      connectors: [],
    });
  });

  it('tells source from destinations, and which of them have a queue', () => {
    const connectors = named('ORM orders').connectors;
    expect(connectors.map(({ role }) => role)).toEqual(['source', 'destination', 'destination']);
    expect(connectors.map(({ hasQueue }) => hasQueue)).toContain(true);
    expect(connectors[0]?.hasQueue).toBe(false);
  });

  it('puts the live word of each line to its connector', () => {
    const words = channels.flatMap(({ snapshot }) => snapshot.connectors.map(({ activity }) => activity));
    expect(words).toContain('Idle');
  });

  it('knows when each channel was deployed', () => {
    expect(channels.every(({ deployedAt }) => deployedAt !== null && deployedAt > 1_795_000_000_000)).toBe(true);
  });

  it('reads an empty list as no channels', () => {
    expect(mapStatuses(root('<list/>'), new Map())).toEqual([]);
  });
});

describe('the slow answers', () => {
  it('give names by channel', () => {
    expect(mapNames(recorded('20x-GET-channels-idsAndNames.xml')).get('a1000000-0000-4000-8000-000000000001')).toBe(
      'ADT in',
    );
  });

  it('give tags by channel', () => {
    const tags = mapTags(recorded('92bx-GET-channelTags.xml'));
    expect(tags.get('a2000000-0000-4000-8000-000000000002')).toEqual(['critical', 'lab']);
    expect(tags.get('a1000000-0000-4000-8000-000000000001')).toEqual(['critical']);
  });

  it('give the load as shares', () => {
    expect(mapSystemStats(recorded('11bx-GET-system-stats.xml'), 0)).toEqual({
      cpuShare: 0.75,
      heapShare: (419430400 - 78826816) / 1073741824,
      diskFreeBytes: 238744707072,
      at: 1795347160959,
    });
  });

  it('give null for what is missing or no number', () => {
    expect(mapSystemStats(root('<s><cpuUsagePct>NaN</cpuUsagePct></s>'), 7)).toEqual({
      cpuShare: null,
      heapShare: null,
      diskFreeBytes: null,
      at: 7,
    });
  });

  it('give the engine’s time and zone, and null when there is none', () => {
    expect(mapServerTime(recorded('10x-GET-server-time.xml'))).toEqual({ at: 1795347160813, timeZone: 'UTC' });
    expect(mapServerTime(root('<html/>'))).toBeNull();
  });

  it('give the engine’s own alerts', () => {
    expect(mapAlerts(recorded('91dx-GET-alerts-statuses.xml'))).toEqual([
      { name: 'Any destination error', isEnabled: true, raisedCount: 1 },
    ]);
  });
});
