import { makeFolders, removeFolders } from '../specs/folders.ts';
import { startEngine } from '../specs/replay/engine-world.ts';
import { measureWindow, openDesk } from '../specs/replay/residual-window.ts';
import { type Benchmark, type Figure, figure, quantile } from './figure.ts';

/** How long two desks with separate journals can overlook each other's copy. */
export const replayBenchmark: Benchmark = {
  names: ['replay.residual_window_ms', 'replay.residual_window_p95_ms'],
  async run({ quick }): Promise<Figure[]> {
    const folders = makeFolders();
    const engine = await startEngine(folders.root);
    const desk = openDesk(engine);
    const windows: number[] = [];
    try {
      for (let round = 0; round < (quick ? 10 : 50); round += 1)
        windows.push(await measureWindow(engine, desk, `BENCH-${round}`));
    } finally {
      await desk.close();
      await engine.stop();
      removeFolders(folders);
    }
    const note = 'from "no copies" to our copy being listed by the engine; journal writes of the service come on top';
    return [
      figure({
        name: 'replay.residual_window_ms',
        value: quantile(windows, 0.5),
        unit: 'ms',
        target: null,
        better: 'lower',
        note,
      }),
      figure({
        name: 'replay.residual_window_p95_ms',
        value: quantile(windows, 0.95),
        unit: 'ms',
        target: null,
        better: 'lower',
        note,
      }),
    ];
  },
};
