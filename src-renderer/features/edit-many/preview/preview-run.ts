import type { EditOfOne } from '../../../../src-shared/contract/message-edit.ts';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import { failureIdOf } from '../../../../src-shared/domain/failure.ts';
import type { MessageRef } from '../../../../src-shared/domain/message.ts';
import type { CallError } from '../../../bridge/call-error.ts';

/** What the steps do to each message, as far as it has been asked. `itemById`: by `failureIdOf`. `error`: why the rest has not been asked. */
export type PreviewState = {
  itemById: ReadonlyMap<string, EditOfOne>;
  total: number;
  isRunning: boolean;
  error: CallError | null;
};

type PreviewRunDeps = {
  call: (refs: MessageRef[], steps: EditStep[], signal: AbortSignal) => Promise<readonly EditOfOne[]>;
  onChange: (state: PreviewState) => void;
};

/**
 * Asks what the steps do to each message, in parts.
 * @method start forgets what was asked before, and cancels it
 * @method again asks anew for some: what was known of them is gone at once
 * @method goOn asks for the rest after an error
 */
export type PreviewRun = {
  start(refs: readonly MessageRef[], steps: EditStep[] | null): void;
  again(refs: readonly MessageRef[]): void;
  goOn(): void;
  stop(): void;
};

export const nothingAsked: PreviewState = { itemById: new Map(), total: 0, isRunning: false, error: null };

/** The first answer comes soon; the others are not many. */
const firstPart = 20;
const mostPerPart = 100;

export function createPreviewRun({ call, onChange }: PreviewRunDeps): PreviewRun {
  let steps: EditStep[] | null = null;
  let waiting = new Map<string, MessageRef>();
  let state = nothingAsked;
  let current = new AbortController();

  function publish(change: Partial<PreviewState>): void {
    state = { ...state, ...change };
    onChange(state);
  }

  async function run({ signal }: AbortController): Promise<void> {
    let size = firstPart;
    while (steps !== null && waiting.size > 0) {
      const part = [...waiting.values()].slice(0, size);
      for (const ref of part) waiting.delete(failureIdOf(ref));
      try {
        const items = await call(part, steps, signal);
        if (signal.aborted) return;
        publish({
          itemById: withItems(
            state.itemById,
            items.filter(({ ref }) => !waiting.has(failureIdOf(ref))),
          ),
        });
      } catch (error) {
        if (signal.aborted) return;
        waiting = new Map([...part.map((ref) => [failureIdOf(ref), ref] as const), ...waiting]);
        publish({ isRunning: false, error: error as CallError });
        return;
      }
      size = mostPerPart;
    }
    publish({ isRunning: false });
  }

  function goOn(): void {
    if (state.isRunning || steps === null || waiting.size === 0) return;
    publish({ isRunning: true, error: null });
    void run(current);
  }

  return {
    start(refs, wanted) {
      current.abort();
      current = new AbortController();
      steps = wanted;
      waiting = new Map(refs.map((ref) => [failureIdOf(ref), ref]));
      publish({ ...nothingAsked, total: refs.length });
      goOn();
    },
    again(refs) {
      for (const ref of refs) waiting.set(failureIdOf(ref), ref);
      const itemById = new Map(state.itemById);
      for (const ref of refs) itemById.delete(failureIdOf(ref));
      publish({ itemById });
      goOn();
    },
    goOn,
    stop() {
      current.abort();
      waiting.clear();
      state = nothingAsked;
    },
  };
}

function withItems(known: ReadonlyMap<string, EditOfOne>, items: readonly EditOfOne[]): ReadonlyMap<string, EditOfOne> {
  return new Map([...known, ...items.map((item) => [failureIdOf(item.ref), item] as const)]);
}
