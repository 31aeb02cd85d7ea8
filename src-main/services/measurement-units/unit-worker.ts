import { parentPort, workerData } from 'node:worker_threads';
import type { SiteUnits } from '../../../src-shared/domain/units/site-units.ts';
import { setHl7OverlayFolders } from '../../platform/hl7-dictionaries.ts';
import { loadUnitJudge } from '../../platform/units/unit-judge.ts';
import type { ThreadAnswer, ThreadRequest } from '../../platform/work-thread.ts';
import { collectFindings, type ReadMessage } from './collect-findings.ts';

setHl7OverlayFolders((workerData as { overlayFolders: string[] }).overlayFolders);

export type CollectRequest = { connectionId: string; channelId: string; messages: ReadMessage[]; site: SiteUnits };

/** Entry of the thread that judges the units of what was read. */
parentPort?.on('message', async ({ id, args }: ThreadRequest) => parentPort?.postMessage(await answer(id, args)));

async function answer(id: number, args: unknown): Promise<ThreadAnswer> {
  try {
    const { messages, site, ...place } = args as CollectRequest;
    const { judge } = await loadUnitJudge(site);
    return { id, value: collectFindings(place, messages, judge) };
  } catch {
    return { id };
  }
}
