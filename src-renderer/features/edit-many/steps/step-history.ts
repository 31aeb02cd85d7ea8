/** What has been done to a list, for undoing it. `mark` names what the last change wrote to, so that a word is undone at once. */
export type History<Value> = { past: readonly Value[]; present: Value; future: readonly Value[]; mark: string | null };

const mostKept = 100;

export function startHistory<Value>(present: Value): History<Value> {
  return { past: [], present, future: [], mark: null };
}

/** @param mark the field written in; null = a change that is undone by itself */
export function changed<Value>(history: History<Value>, present: Value, mark: string | null): History<Value> {
  const goesOn = mark !== null && mark === history.mark;
  const past = goesOn ? history.past : [...history.past, history.present].slice(-mostKept);
  return { past, present, future: [], mark };
}

/** The same when nothing was done. */
export function undone<Value>(history: History<Value>): History<Value> {
  const present = history.past.at(-1);
  if (present === undefined) return history;
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], mark: null };
}

/** The same when nothing was undone. */
export function redone<Value>(history: History<Value>): History<Value> {
  const [present, ...future] = history.future;
  if (present === undefined) return history;
  return { past: [...history.past, history.present], present, future, mark: null };
}
