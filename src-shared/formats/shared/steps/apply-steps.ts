import type { EditStep } from '../../../domain/edit-step.ts';
import type { Format, ParseOptions, Place, SpliceResult } from '../../format.ts';
import { type Changes, composeChanges } from '../compose-changes.ts';
import { planStep, type StepPass, type StepRefusal, stepSentences } from './plan-step.ts';

type Rejected = Extract<SpliceResult, { kind: 'rejected' }>;

/**
 * `changes`: of all steps together, against the body before the first. `step` of a refusal is 1-based; then nothing has changed.
 * *too-large*: the body would grow by more than 16 MB. `message` in English holds no content but the one character.
 */
export type SteppedBody =
  | { kind: 'spliced'; bytes: Uint8Array; changes: Changes }
  | {
      kind: 'refused';
      step: number;
      path: string;
      reason: StepRefusal['reason'] | Rejected['reason'];
      character: string | null;
      message: string;
    };

/** `onRead`: a place whose value decides what a step does; `onKept`: one that is set to what it holds already. Both as they are before the step. */
export type StepsWatch = { onRead?: (place: Place) => void; onKept?: (place: Place) => void };

export type StepsRequest = StepsWatch & { format: Format; options: ParseOptions };

const maxGrowthBytes = 16 * 1024 * 1024;

/** Steps done to a body one after the other; all of them or none. */
export function applySteps(body: Uint8Array, steps: readonly EditStep[], request: StepsRequest): SteppedBody {
  let done: Extract<SteppedBody, { kind: 'spliced' }> = { kind: 'spliced', bytes: body, changes: [] };
  for (const [index, step] of steps.entries()) {
    const made = applyStep(done, step, { ...request, limit: body.length + maxGrowthBytes });
    if (made.kind === 'refused') return { ...made, step: index + 1 };
    done = made;
  }
  return done;
}

type Limited = StepsRequest & { limit: number };

function applyStep(
  before: Extract<SteppedBody, { kind: 'spliced' }>,
  step: EditStep,
  { format, options, onRead = ignore, onKept = ignore, limit }: Limited,
): SteppedBody {
  const find = format.places?.(format.parse(before.bytes, options)) ?? (() => null);
  const planned = planStep(step, { find, onRead, onKept, room: limit - before.bytes.length });
  if (planned.kind === 'refused') return refuse(planned);
  let { bytes, changes } = before;
  for (const pass of planned.passes) {
    const written = pass.edits.reduce((sum, { text }) => sum + text.length, 0);
    if (bytes.length + written > limit) return refuse({ path: pass.edits[0]?.path ?? '', reason: 'too-large' });
    for (const make of splicesOf(pass, format, options)) {
      const result = make(bytes);
      if (result.kind === 'rejected') return { ...result, kind: 'refused', step: 0 };
      changes = composeChanges(changes, result.changes);
      bytes = result.bytes;
    }
  }
  return { kind: 'spliced', bytes, changes };
}

type Splice = (body: Uint8Array) => SpliceResult;

/** Where an empty value is none, what is emptied is taken out after the rest was written: what stands behind it may move. */
function splicesOf({ edits, emptied }: StepPass, format: Format, options: ParseOptions): Splice[] {
  const { remove } = format;
  const all = remove === undefined ? [...edits, ...emptied.map((path) => ({ path, text: '' }))] : edits;
  const splices: Splice[] = all.length === 0 ? [] : [(body) => format.splice(body, all, options)];
  if (remove !== undefined && emptied.length > 0) splices.push((body) => remove(body, emptied, options));
  return splices;
}

function ignore(): void {}

function refuse({ path, reason }: Omit<StepRefusal, 'kind'>): SteppedBody {
  return { kind: 'refused', step: 0, path, reason, character: null, message: stepSentences[reason] };
}
