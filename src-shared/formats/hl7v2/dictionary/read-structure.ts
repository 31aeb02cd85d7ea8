import type { Hl7StructurePart } from '../../../domain/hl7-dictionary.ts';

const counts: Record<string, { min: number; max: number }> = {
  '': { min: 1, max: 1 },
  '?': { min: 0, max: 1 },
  '*': { min: 0, max: Number.POSITIVE_INFINITY },
  '+': { min: 1, max: Number.POSITIVE_INFINITY },
};

/** `MSH SFT* PATIENT?(PID NTE*)` as parts. The files are our own and well-formed; see `dictionary-files.ts`. */
export function readStructure(text: string): Hl7StructurePart[] {
  const open: { parts: Hl7StructurePart[]; close(parts: Hl7StructurePart[]): void }[] = [];
  let parts: Hl7StructurePart[] = [];
  for (const [, name = '', count = '', bracket, end] of text.matchAll(/([A-Z0-9_]+)([?*+]?)(\(?)|(\))/g)) {
    if (end !== undefined) {
      const group = open.pop();
      group?.close(parts);
      parts = group?.parts ?? [];
      continue;
    }
    const range = counts[count] ?? { min: 1, max: 1 };
    if (bracket !== '(') {
      parts.push({ kind: 'segment', id: name, ...range });
      continue;
    }
    const outer = parts;
    open.push({ parts: outer, close: (inner) => outer.push({ kind: 'group', name, ...range, parts: inner }) });
    parts = [];
  }
  return parts;
}
