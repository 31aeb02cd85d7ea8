import { useState } from 'react';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import type { DraftStep, StepKind } from './step-draft.ts';
import { newStep } from './step-draft.ts';
import { changed, type History, redone, startHistory, undone } from './step-history.ts';

/** The steps as they are written, and what can be done to the list. Ids name the steps; `mark` the field written in, so that a word is undone at once. */
export type Steps = {
  drafts: readonly DraftStep[];
  canUndo: boolean;
  canRedo: boolean;
  add: (kind: StepKind) => void;
  change: (id: number, step: EditStep, mark: string | null) => void;
  move: (id: number, by: -1 | 1) => void;
  remove: (id: number) => void;
  replaceAll: (steps: readonly EditStep[]) => void;
  undo: () => void;
  redo: () => void;
};

type Kept = { accountId: string; history: History<readonly DraftStep[]> };

let kept: Kept | null = null;
let lastId = 0;

/** Kept while the window lives, for the person who wrote them: what stands in a step may be a patient's. */
export function useSteps(accountId: string): Steps {
  const [history, setHistory] = useState(() => (kept?.accountId === accountId ? kept.history : startHistory([])));
  const keep = (next: History<readonly DraftStep[]>): void => {
    kept = { accountId, history: next };
    setHistory(next);
  };
  const drafts = history.present;
  const put = (next: readonly DraftStep[], mark: string | null = null): void => keep(changed(history, next, mark));
  return {
    drafts,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    add: (kind) => put([...drafts, named(newStep(kind))]),
    change: (id, step, mark) =>
      put(
        drafts.map((draft) => (draft.id === id ? { id, step } : draft)),
        mark === null ? null : `${id}.${mark}`,
      ),
    move: (id, by) => put(moved(drafts, id, by)),
    remove: (id) => put(drafts.filter((draft) => draft.id !== id)),
    replaceAll: (steps) => put(steps.map(named)),
    undo: () => keep(undone(history)),
    redo: () => keep(redone(history)),
  };
}

function named(step: EditStep): DraftStep {
  lastId += 1;
  return { id: lastId, step };
}

function moved(drafts: readonly DraftStep[], id: number, by: -1 | 1): readonly DraftStep[] {
  const from = drafts.findIndex((draft) => draft.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= drafts.length) return drafts;
  const next = [...drafts];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
