import { type RefObject, useRef } from 'react';

/** What was given at the last drawing, for effects and answers that come later and must not act on what they closed over. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}
