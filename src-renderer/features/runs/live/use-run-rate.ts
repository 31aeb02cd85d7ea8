import { useRef } from 'react';
import { useNow } from '../../../ui/use-now.ts';

const spanMs = 60_000;
const leastMs = 5_000;

/**
 * Messages a minute over the last minute, as far as this page has seen them; null = seen too short, or nothing moved.
 * @param done how many are dealt with now
 */
export function useRunRate(done: number): number | null {
  const now = useNow();
  const seen = useRef<{ at: number; done: number }[]>([]);
  const last = seen.current.at(-1);
  if (last === undefined || last.at !== now) seen.current.push({ at: now, done });
  while ((seen.current[0]?.at ?? now) < now - spanMs) seen.current.shift();
  const first = seen.current[0];
  if (first === undefined || now - first.at < leastMs || done <= first.done) return null;
  return ((done - first.done) * 60_000) / (now - first.at);
}
