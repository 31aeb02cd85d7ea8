/** A segment, a group of them, or one of several (`compounds`). `max` 0 = no limit. */
export type SourcePart = {
  name: string | null;
  min: number;
  max: number;
  children?: SourcePart[];
  compounds?: SourcePart[];
};

/**
 * Structures as short text: `MSH SFT* PATIENT_RESULT+(PATIENT?(PID PD1?) …)`, with `?` 0 or 1, `*` any, `+` 1 or more.
 * @param eventsByStructure HL7 table 0354, `ADT_A01` → `A01, A04, A08, A13`
 * `=NAME` where an event has the structure of another. A structure with a segment whose name the source has lost is left out.
 */
export function writeStructures(
  messages: [string, SourcePart[]][],
  eventsByStructure: Record<string, string>,
): Record<string, string> {
  const texts = new Map<string, string>();
  for (const [name, parts] of messages) {
    const text = writeParts(parts);
    if (text !== null) texts.set(name, text);
  }
  const named = structureByEvent(eventsByStructure, texts);
  const nameByText = new Map<string, string>();
  return Object.fromEntries(
    [...texts.keys(), ...named.keys()]
      .filter((name, index, all) => all.indexOf(name) === index)
      .map((name) => [name, named.get(name) ?? texts.get(name) ?? ''] as const)
      .map(([name, text]) => {
        const first = nameByText.get(text);
        if (first !== undefined) return [name, `=${first}`];
        if (!text.startsWith('=')) nameByText.set(text, name);
        return [name, text];
      }),
  );
}

/** From 2.3.1 on events share structures by name; the source repeats them per event, in places in an older form. */
function structureByEvent(eventsByStructure: Record<string, string>, texts: Map<string, string>): Map<string, string> {
  const named = new Map<string, string>();
  for (const [structure, events] of Object.entries(eventsByStructure)) {
    const code = structure.slice(0, 3);
    for (const [event] of events.matchAll(/\b[A-Z0-9]{3}\b/g)) {
      const name = `${code}_${event}`;
      if (name !== structure && texts.has(structure)) named.set(name, `=${structure}`);
    }
  }
  return named;
}

function writeParts(parts: readonly SourcePart[]): string | null {
  const written = parts.map(writePart);
  return written.length === 0 || written.includes(null) ? null : written.join(' ');
}

function writePart({ name, min, max, children, compounds }: SourcePart): string | null {
  const count = max === 0 ? (min === 0 ? '*' : '+') : min === 0 ? '?' : '';
  if (compounds !== undefined) {
    // One of several segments: a group in which each may come.
    const choice = writeParts(compounds.map((part) => ({ ...part, min: 0, max: part.max })));
    return choice === null ? null : `CHOICE${count}(${choice})`;
  }
  if (children !== undefined) {
    const inner = writeParts(children);
    return inner === null ? null : `${(name ?? '').toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_')}${count}(${inner})`;
  }
  return name !== null && /^[A-Z][A-Z0-9]{2}$/.test(name) ? `${name}${count}` : null;
}
