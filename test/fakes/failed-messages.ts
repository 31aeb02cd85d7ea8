import type { CacheStore } from '../../src-main/store/store.ts';
import { aFakeMessage } from './fake-engine-world.ts';
import type { ReplayDesk } from './replay-desk.ts';
import { aRecord } from './store-records.ts';

/**
 * Failed messages in the imagined engine and in the cache, a second apart from `at` on, ms UTC. `type`: of the nth; `patient`: number of the nth;
 * `body`: of the nth, all of one order.
 * @returns ids of their failures
 */
export async function failMessages(
  { desk, cache, firstId, at }: { desk: ReplayDesk; cache: CacheStore; firstId: number; at: number },
  count: number,
  of: { type?: (nth: number) => string; patient?: (nth: number) => string; body?: (nth: number) => string },
): Promise<string[]> {
  const { connectionId, channelId } = desk.ref;
  const records = Array.from({ length: count }, (_, nth) => {
    const nativeId = String(firstId + nth);
    const bytes = of.body === undefined ? null : new TextEncoder().encode(of.body(nth));
    const raw = bytes === null ? {} : { raw: { bytes, encoding: 'UTF-8', fidelity: 'wire' as const } };
    desk.world.messages.set(nativeId, aFakeMessage({ ref: { ...desk.ref, nativeId }, ...raw }));
    return aRecord(
      {
        ...desk.ref,
        nativeId,
        failureId: `${connectionId}/${channelId}/${nativeId}`,
        receivedAt: at + nth * 1000,
        header: {
          messageControlId: `C${nativeId}`,
          messageType: of.type?.(nth) ?? 'ORU^R01',
          sender: 'LAB',
          receiver: 'EPJ',
          messageAt: null,
        },
      },
      {
        patientKeys: of.patient === undefined ? [] : [of.patient(nth)],
        orderKeys: of.body === undefined ? [] : ['HB-1'],
      },
    );
  });
  await cache.putFailures(records);
  return records.map(({ failure }) => failure.failureId);
}
