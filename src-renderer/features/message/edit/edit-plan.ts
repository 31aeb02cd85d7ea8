import type { InputOf } from '../../../../src-shared/contract/index.ts';

export type EditPlan = InputOf<'message.previewEdit'>['plan'];

/**
 * What a person has changed so far. Fields by path, or the whole text; one of the two at a time.
 * `startText` is what the raw editor began with (the fields' result, when fields were changed before).
 */
export type EditState = {
  mode: 'fields' | 'text';
  fields: ReadonlyMap<string, string>;
  text: string | null;
  startText: string | null;
};

export const untouched: EditState = { mode: 'fields', fields: new Map(), text: null, startText: null };

/** The plan to preview and send; null while nothing is changed. */
export function planOf(state: EditState): EditPlan | null {
  if (state.text !== null) return { kind: 'text', text: state.text };
  if (state.fields.size === 0) return null;
  return { kind: 'fields', edits: [...state.fields].map(([path, text]) => ({ path, text })) };
}

export function withField(state: EditState, path: string, text: string): EditState {
  return { ...state, fields: new Map(state.fields).set(path, text) };
}

export function withoutField(state: EditState, path: string): EditState {
  const fields = new Map(state.fields);
  fields.delete(path);
  return { ...state, fields };
}

/** To the raw text, beginning with what the fields gave; fields are then part of the text. */
export function toRaw(state: EditState, result: string | null): EditState {
  if (state.mode === 'text') return state;
  const hasFields = state.fields.size > 0 && result !== null;
  return { mode: 'text', fields: new Map(), text: hasFields ? result : null, startText: hasFields ? result : null };
}

/** Back to fields only while the raw text is untouched: its changes could not be told apart by field. */
export function canReturnToFields(state: EditState): boolean {
  return state.text === null;
}
