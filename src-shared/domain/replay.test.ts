import { describe, expect, it } from 'vitest';
import { replayStates } from './failure.ts';
import { awaitsConfirmation, canAdvance, isSettled, readErrorLine, statesBefore, writeErrorLine } from './replay.ts';

describe('replay states', () => {
  it('lead to a send from a journaled intent only', () => {
    expect(statesBefore('in-air')).toEqual(['intent-journaled']);
    expect(statesBefore('intent-journaled')).toEqual(['claimed']);
    expect(statesBefore('claimed')).toEqual([]);
  });

  it('never lead from unknown back to a state before the send', () => {
    for (const before of ['planned', 'claimed', 'intent-journaled', 'in-air'] as const) {
      expect(canAdvance('unknown', before)).toBe(false);
    }
  });

  it('let nobody call a replay rejected after the engine may have taken it', () => {
    expect(statesBefore('rejected')).toEqual(['planned', 'claimed', 'intent-journaled', 'in-air']);
  });

  it('reach a settled state from every state by some path', () => {
    for (const start of replayStates) {
      const seen = new Set([start]);
      for (const state of seen) {
        for (const next of replayStates) if (canAdvance(state, next)) seen.add(next);
      }
      expect([...seen].some(isSettled), start).toBe(true);
    }
  });

  it('allow no step onto themselves', () => {
    for (const state of replayStates) expect(canAdvance(state, state), state).toBe(false);
  });

  it('let a person settle an unknown and an unconfirmed replay, and one that failed again', () => {
    expect(statesBefore('handled-otherwise')).toEqual([
      'planned',
      'accepted',
      'unknown',
      'confirmed-by-engine',
      'failed-again',
    ]);
  });

  it('await confirmation only while the engine holds the copy and its outcome can still grow', () => {
    expect(replayStates.filter(awaitsConfirmation)).toEqual(['accepted', 'confirmed-by-engine']);
  });
});

describe('readErrorLine', () => {
  it('gives back what was written', () => {
    const sentence = { key: 'hazard.copy-made-by-someone.found', params: { by: 'Kari {x}', copies: 2 } };
    expect(readErrorLine(writeErrorLine(sentence))).toEqual(sentence);
  });

  it.each(['Connection refused', 'replay.error {', 'replay.error {"a":{}}', 'java.lang.Error {"a":1}', ''])(
    'takes a line of an engine as its own text: %j',
    (line) => {
      expect(readErrorLine(line)).toBeNull();
    },
  );
});
