import { useCallback, useState } from 'react';

const prefix = 'vaktbord.ui.';

/**
 * State that survives a restart of the window, in this browser only: widths, sort order, open panels. Never anything about a patient.
 * `isValid` guards against what an older version wrote.
 */
export function useRemembered<T>(
  key: string,
  initial: T,
  isValid: (value: unknown) => value is T,
): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => recall(key, initial, isValid));
  const remember = useCallback(
    (next: T) => {
      setValue(next);
      try {
        localStorage.setItem(prefix + key, JSON.stringify(next));
      } catch {
        // Storage is full or forbidden: it is then remembered until the window closes.
      }
    },
    [key],
  );
  return [value, remember];
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function recall<T>(key: string, initial: T, isValid: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(prefix + key) ?? 'null');
    return isValid(value) ? value : initial;
  } catch {
    return initial;
  }
}
