import type { EditPlan } from '../../../../src-shared/contract/message-edit.ts';

/** New values by path. */
export type FieldEdits = ReadonlyMap<string, string>;

/**
 * What a person has changed so far: fields, or from the moment they write in the raw editor the whole text.
 * `past` and `future`: what `fields` was before, latest last, and what was taken back, next last. `startText` is what the raw editor began with,
 * null = the message as stored; `text` null = nothing was written there.
 */
export type EditState = {
  mode: 'fields' | 'text';
  fields: FieldEdits;
  past: readonly FieldEdits[];
  future: readonly FieldEdits[];
  text: string | null;
  startText: string | null;
};

export const untouched: EditState = {
  mode: 'fields',
  fields: new Map(),
  past: [],
  future: [],
  text: null,
  startText: null,
};

const maxPast = 500;

/** The plan to preview and send; null while nothing is changed. */
export function planOf(state: EditState): EditPlan | null {
  if (state.text !== null) return { kind: 'text', text: state.text };
  if (state.fields.size === 0) return null;
  return { kind: 'fields', edits: [...state.fields].map(([path, text]) => ({ path, text })) };
}

/** Several at once are one step back. */
export function withFields(state: EditState, edits: readonly { path: string; text: string }[]): EditState {
  return changed(state, new Map([...state.fields, ...edits.map(({ path, text }): [string, string] => [path, text])]));
}

export function withoutField(state: EditState, path: string): EditState {
  return changed(state, new Map([...state.fields].filter(([each]) => each !== path)));
}

/** Nothing changed any more; it can be taken back as long as only fields were changed. */
export function withoutAll(state: EditState): EditState {
  return state.text === null ? { ...changed(state, new Map()), mode: 'fields', startText: null } : untouched;
}

export function undo(state: EditState): EditState {
  const before = state.past.at(-1);
  if (before === undefined || state.mode === 'text') return state;
  return { ...state, fields: before, past: state.past.slice(0, -1), future: [...state.future, state.fields] };
}

export function redo(state: EditState): EditState {
  const next = state.future.at(-1);
  if (next === undefined || state.mode === 'text') return state;
  return { ...state, fields: next, past: [...state.past, state.fields], future: state.future.slice(0, -1) };
}

function changed(state: EditState, fields: FieldEdits): EditState {
  if (isSame(fields, state.fields)) return state;
  return { ...state, fields, past: [...state.past, state.fields].slice(-maxPast), future: [] };
}

function isSame(a: FieldEdits, b: FieldEdits): boolean {
  return a.size === b.size && [...a].every(([path, text]) => b.get(path) === text);
}

/** To the raw text, beginning with what the fields gave. */
export function toRaw(state: EditState, result: string | null): EditState {
  if (state.mode === 'text') return state;
  return { ...state, mode: 'text', text: null, startText: state.fields.size > 0 ? result : null };
}

/** Written in the raw editor, which knows no other line end than LF. `stored`: the message as it is. */
export function withText(state: EditState, text: string, stored: string): EditState {
  const isBack = text === (state.startText ?? stored).replace(/\r\n?/g, '\n');
  return { ...state, text: isBack ? null : text };
}

/** Only while the raw text is as it began: its changes could not be told apart by field. */
export function toFields(state: EditState): EditState {
  return canReturnToFields(state) ? { ...state, mode: 'fields', startText: null } : state;
}

export function canReturnToFields(state: EditState): boolean {
  return state.text === null;
}
