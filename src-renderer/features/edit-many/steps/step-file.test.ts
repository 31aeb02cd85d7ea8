import { describe, expect, it } from 'vitest';
import type { EditStep } from '../../../../src-shared/domain/edit-step.ts';
import { readSteps, writeSteps } from './step-file.ts';

const steps: EditStep[] = [
  { kind: 'map', path: 'PV1-3.1', table: [{ from: 'MED1', to: 'KIR2' }], otherwise: 'refuse', when: [] },
  { kind: 'move', from: 'ZBE-1', to: 'PV1-19', when: [{ path: 'MSH-9.2', is: 'equal', text: 'A01' }] },
];

describe('a file of steps', () => {
  it('is read as it was written', () => {
    expect(readSteps(writeSteps(steps))).toEqual(steps);
  });

  it('may begin with the mark that some editors write', () => {
    expect(readSteps(`\uFEFF${writeSteps(steps)}`)).toEqual(steps);
  });

  it('may leave out the conditions', () => {
    expect(readSteps('[{"kind":"delete","path":"PV1-3"}]')).toEqual([{ kind: 'delete', path: 'PV1-3', when: [] }]);
  });

  it.each(['', 'PV1-3', '{}', '[]', '[{"kind":"set"}]', '[{"kind":"run","path":"PV1-3","when":[]}]'])(
    'is none when it holds %j',
    (text) => {
      expect(readSteps(text)).toBeNull();
    },
  );
});
