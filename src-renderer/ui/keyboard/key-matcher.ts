/** What of a keyboard event decides. `key` as the browser names it ("j", "ArrowDown", "?"). */
export type KeyPress = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

/** `none`: nobody wants it; `pending`: the start of a sequence; `matched`: the keys as they were bound. */
export type KeyMatch = { kind: 'none' } | { kind: 'pending' } | { kind: 'matched'; keys: string };

const sequenceMs = 1200;

/**
 * "Mod+k" for Ctrl or ⌘ with k, "Mod+Shift+z", "Alt+ArrowLeft", "Shift+ArrowDown", else the key itself; letters in the case typed: there Shift is part
 * of the key already.
 */
export function nameOfPress(press: KeyPress): string {
  const modifier =
    press.ctrlKey || press.metaKey
      ? 'Mod+'
      : press.altKey
        ? 'Alt+'
        : press.shiftKey && press.key.length > 1
          ? 'Shift+'
          : '';
  if (modifier === '' || press.key.length > 1) return modifier + press.key;
  const isShifted = press.shiftKey && /^[a-z]$/i.test(press.key);
  return `${modifier}${isShifted ? 'Shift+' : ''}${press.key.toLowerCase()}`;
}

/**
 * Finds which bound keys a stream of presses means; "g o" is g, then o within 1.2 s.
 * @param readNow ms, only differences count
 */
export function createKeyMatcher(readNow: () => number): (press: KeyPress, bound: readonly string[]) => KeyMatch {
  let prefix = '';
  let prefixAt = 0;
  return (press, bound) => {
    const name = nameOfPress(press);
    const isLate = readNow() - prefixAt > sequenceMs;
    const attempts = prefix === '' || isLate ? [name] : [`${prefix} ${name}`, name];
    prefix = '';
    for (const keys of attempts) {
      if (bound.includes(keys)) return { kind: 'matched', keys };
      if (bound.some((each) => each.startsWith(`${keys} `))) {
        prefix = keys;
        prefixAt = readNow();
        return { kind: 'pending' };
      }
    }
    return { kind: 'none' };
  };
}
