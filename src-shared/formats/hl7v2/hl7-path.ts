/**
 * The address of a place in a body with HL7 v2 messages.
 *
 *     [message/] segment [ "[" occurrence "]" ] [ "-" field [ "[" repetition "]" [ "." component [ "." subcomponent ] ] ] ]
 *
 * `PID` · `PID-3` (all repetitions) · `PID-3[2]` · `PID-3[1].1` · `PID-3[1].4.2` · `OBX[2]-5` (the second OBX) · `2/PID-3` (second message) ·
 * `@7-2` (the seventh segment of the body, where its id is no id). All numbers are 1-based.
 * Canonical, and therefore unique: an occurrence of 1 is left out, a repetition is always written before a component, and the message is
 * written only where the body has several. When read, `PID[1]-3.1` is taken as `PID-3[1].1`.
 */
export type Hl7Path = {
  message: number | null;
  segment: { id: string; occurrence: number } | { ordinal: number };
  field: number | null;
  repetition: number | null;
  component: number | null;
  subcomponent: number | null;
};

/** What a path to a segment leaves open. */
export const noField = { field: null, repetition: null, component: null, subcomponent: null };

const grammar =
  /^(?:(\d{1,6})\/)?(?:([A-Za-z][A-Za-z0-9]{2})(?:\[(\d{1,6})\])?|@(\d{1,7}))(?:-(\d{1,5})(?:\[(\d{1,5})\])?(?:\.(\d{1,5})(?:\.(\d{1,5}))?)?)?$/;

/** Null when the text is no such address. */
export function parseHl7Path(text: string): Hl7Path | null {
  const match = grammar.exec(text);
  if (match === null) return null;
  const [message, , occurrence, ordinal, field, repetition, component, subcomponent] = match.slice(1).map(toNumber);
  if ([message, occurrence, ordinal, field, repetition, component, subcomponent].includes(0)) return null;
  return {
    message: message ?? null,
    segment:
      ordinal === null || ordinal === undefined ? { id: match[2] ?? '', occurrence: occurrence ?? 1 } : { ordinal },
    field: field ?? null,
    repetition: repetition ?? (component === null ? null : 1),
    component: component ?? null,
    subcomponent: subcomponent ?? null,
  };
}

export function formatHl7Path(path: Hl7Path): string {
  const { segment } = path;
  const name =
    'ordinal' in segment
      ? `@${segment.ordinal}`
      : segment.occurrence === 1
        ? segment.id
        : `${segment.id}[${segment.occurrence}]`;
  let text = path.message === null ? name : `${path.message}/${name}`;
  if (path.field !== null) text += `-${path.field}`;
  if (path.repetition !== null) text += `[${path.repetition}]`;
  if (path.component !== null) text += `.${path.component}`;
  if (path.subcomponent !== null) text += `.${path.subcomponent}`;
  return text;
}

/** Order in the body for two places of one segment; 0 = the same place, or one holds the other (`PID-3` holds `PID-3[1].1`). */
export function comparePlaces(a: Hl7Path, b: Hl7Path): number {
  for (const key of ['field', 'repetition', 'component', 'subcomponent'] as const) {
    const [left, right] = [a[key], b[key]];
    if (left === null || right === null) return 0;
    if (left !== right) return left - right;
  }
  return 0;
}

function toNumber(text: string | undefined): number | null {
  return text === undefined || !/^\d+$/.test(text) ? null : Number(text);
}
