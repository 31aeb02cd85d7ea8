/** A point in time with its figures by series; null = not known. */
export type TimePoint = { at: number } & Record<string, number | null>;

/** One line. `dash` tells it from the others where colours do not. */
export type TimeSeries = { id: string; label: string; colour: string; dash?: string };

/** One of several charts over the same time. `title`: the question that it answers. `write`: a figure as a person reads it. `leastTop`: its axis goes at least so far. */
export type TimeChart = {
  id: string;
  title: string;
  series: readonly TimeSeries[];
  write: (value: number) => string;
  leastTop: number;
};

/** A stretch of time, ms UTC. `label` null = not watched, which the grey field tells. */
export type TimeMark = { from: number; to: number; label: string | null };
