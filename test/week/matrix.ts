import type { Asked } from './ask-week.ts';

/** `falseReceipted`: told that the receiver has the newest version, and it has not. */
export function scoreOf(asked: readonly Asked[]): { rightShare: number; falseReceipted: number } {
  const right = asked.filter(({ truth, told }) => truth === told).length;
  const falseReceipted = asked.filter(({ truth, told }) => told === 'receipted' && truth !== 'receipted').length;
  return { rightShare: right / asked.length, falseReceipted };
}

/** One line for each truth: how often what was told. */
export function matrixOf(asked: readonly Asked[]): string[] {
  const lines = [...Map.groupBy(asked, ({ truth }) => truth)].map(([truth, own]) => {
    const told = [...Map.groupBy(own, (each) => each.told)].map(([code, all]) => [code, all.length] as const);
    const parts = told.toSorted((a, b) => b[1] - a[1]).map(([code, count]) => `${code} ${count}`);
    return `${truth.padEnd(26)} ${String(own.length).padStart(6)}  ${parts.join(', ')}`;
  });
  return lines.toSorted();
}

/** Which stories were told wrongly, the most frequent first. */
export function wrongOf(asked: readonly Asked[]): string[] {
  const wrong = asked.filter(({ truth, told }) => truth !== told);
  const named = wrong.map(({ story, kind, truth, told }) => `${story}, by ${kind}: ${truth} told as ${told}`);
  const counts = [...Map.groupBy(named, (name) => name)].map(([name, all]) => [name, all.length] as const);
  return counts.toSorted((a, b) => b[1] - a[1]).map(([name, count]) => `${count} × ${name}`);
}
