import type { ScenarioFile, Scenarios } from '../scenarios.ts';
import type { Traffic } from './traffic.ts';

export type HistoryInput = {
  file: ScenarioFile;
  channelIds: string[];
  traffic: Traffic;
  scenarios: Scenarios;
  /** Moves the engine's clock; null sets it free again. */
  setClock: (at: number | null) => void;
  now: number;
};

const hourMs = 3_600_000;

/** Runs the last hours through the real engine, oldest first, with only its clock moved. */
export async function runHistory(input: HistoryInput): Promise<void> {
  const { file, channelIds, traffic, scenarios, setClock, now } = input;
  const { hours, messagesPerChannel, incidents } = file.history;
  const normal = channelIds.flatMap((channelId, offset) =>
    Array.from({ length: messagesPerChannel }, (_none, index) => ({
      at: now - ((index + 1 + offset / channelIds.length) / (messagesPerChannel + 2)) * hours * hourMs,
      run: () => traffic.sendOne(channelId, 'normal'),
    })),
  );
  const unusual = incidents.map(({ scenarioId, hoursAgo, messages }) => ({
    at: now - hoursAgo * hourMs,
    run: async () => {
      await scenarios.set(scenarioId, true, messages);
      await scenarios.set(scenarioId, false, 0);
    },
  }));
  for (const { at, run } of [...normal, ...unusual].sort((a, b) => a.at - b.at)) {
    setClock(Math.round(at));
    await run();
  }
  setClock(null);
}
