/** A point in time with its figures by series; null = not watched. */
export type TimePoint = { at: number } & Record<string, number | null>;

/** One line. `dash` tells it from the others where colours do not. */
export type TimeSeries = { id: string; label: string; colour: string; dash?: string };
