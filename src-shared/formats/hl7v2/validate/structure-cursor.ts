import type { Hl7StructurePart } from '../../../domain/hl7-dictionary.ts';

type Group = Extract<Hl7StructurePart, { kind: 'group' }>;

/** One open group: which of its parts the last segment was of, and how often that part has come. */
type Frame = { parts: readonly Hl7StructurePart[]; at: number; count: number };
type Step = { frame: number; part: number; missing: string[] };

/** What a segment is to the structure: where it belongs (with what should have come before), out of place, or no part of it. */
export type SegmentPlacing = { kind: 'placed'; missing: string[] } | { kind: 'misplaced' } | { kind: 'unknown' };

/**
 * Goes through a message structure segment by segment. A segment that fits nowhere ahead is told and passed over, so that one slip does not
 * make everything behind it wrong. Each step costs at most the size of the structure.
 * @method next @param id in capitals
 * @method end ids of required segments that never came
 */
export type StructureCursor = { next(id: string): SegmentPlacing; end(): string[] };

export function createStructureCursor(structure: readonly Hl7StructurePart[]): StructureCursor {
  let frames: Frame[] = [{ parts: structure, at: 0, count: 0 }];

  /** Every part that may come next, nearest first, with the required segments that are passed over on the way to it. */
  function* candidates(): Generator<Step & { candidate: Hl7StructurePart }> {
    const missing: string[] = [];
    for (let frame = frames.length - 1; frame >= 0; frame -= 1) {
      const { parts, at, count } = frames[frame] as Frame;
      for (const [part, candidate] of parts.entries()) {
        if (part < at) continue;
        const seen = part === at ? count : 0;
        if (seen < candidate.max) yield { frame, part, candidate, missing: [...missing] };
        if (seen < candidate.min) missing.push(firstRequired(candidate));
      }
    }
  }

  function findStep(id: string): Step | null {
    let lenient: Step | null = null;
    for (const { candidate, ...step } of candidates()) {
      if (!canHold(candidate, id)) continue;
      const missing = [...step.missing, ...lackingInside(candidate, id)];
      if (missing.length === 0) return { ...step, missing };
      lenient ??= { ...step, missing };
    }
    return lenient;
  }

  function enter(step: Step, id: string): void {
    frames = frames.slice(0, step.frame + 1);
    const frame = frames[step.frame] as Frame;
    frame.count = frame.at === step.part ? frame.count + 1 : 1;
    frame.at = step.part;
    let part = frame.parts[step.part];
    while (part?.kind === 'group') {
      const at = part.parts.findIndex((inner) => canHold(inner, id));
      frames.push({ parts: part.parts, at, count: 1 });
      part = part.parts[at];
    }
  }

  return {
    next(id) {
      if (!structure.some((part) => canHold(part, id))) return { kind: 'unknown' };
      const step = findStep(id);
      if (step === null) return { kind: 'misplaced' };
      enter(step, id);
      return { kind: 'placed', missing: step.missing };
    },
    end: () => frames.toReversed().flatMap(lackingBehind),
  };
}

function lackingBehind({ parts, at, count }: Frame): string[] {
  return parts.flatMap((part, index) =>
    index >= at && (index === at ? count : 0) < part.min ? [firstRequired(part)] : [],
  );
}

/** Required segments of a group that are passed over when it is entered at `id`. */
function lackingInside(part: Hl7StructurePart, id: string): string[] {
  if (part.kind === 'segment') return [];
  const lacking: string[] = [];
  for (const inner of part.parts) {
    if (canHold(inner, id)) return [...lacking, ...lackingInside(inner, id)];
    if (inner.min > 0) lacking.push(firstRequired(inner));
  }
  return lacking;
}

function canHold(part: Hl7StructurePart, id: string): boolean {
  return part.kind === 'segment' ? part.id === id : idsOf(part).has(id);
}

/** Kept as long as the structure lives: a batch asks for the same thousands of times. */
const idsByGroup = new WeakMap<Group, ReadonlySet<string>>();

function idsOf(group: Group): ReadonlySet<string> {
  const known = idsByGroup.get(group);
  if (known !== undefined) return known;
  const ids = new Set(group.parts.flatMap((part) => (part.kind === 'segment' ? [part.id] : [...idsOf(part)])));
  idsByGroup.set(group, ids);
  return ids;
}

/** The segment whose absence shows that a group is missing. */
function firstRequired(part: Hl7StructurePart): string {
  if (part.kind === 'segment') return part.id;
  const inner = part.parts.find(({ min }) => min > 0) ?? part.parts[0];
  return inner === undefined ? part.name : firstRequired(inner);
}
