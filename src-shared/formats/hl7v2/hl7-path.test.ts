import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePlaces, formatHl7Path, parseHl7Path } from './hl7-path.ts';

const roundTrip = (text: string) => {
  const path = parseHl7Path(text);
  return path === null ? null : formatHl7Path(path);
};

describe('parseHl7Path', () => {
  it('reads every level and writes it back as it was', () => {
    for (const text of [
      'PID',
      'OBX[2]',
      'PID-3',
      'PID-3[2]',
      'PID-3[1].1',
      'PID-3[1].4.2',
      'OBX[12]-5[3].1',
      '2/PID-3',
      '3/OBX[2]-5',
      '@7',
      '@7-2[1].1',
      'pid-3',
    ]) {
      expect(roundTrip(text)).toBe(text);
    }
  });

  it('takes what is left out or said too much in its canonical form', () => {
    expect(['PID[1]', 'PID-3.1', 'PID[1]-3.1.2', '1/PID-03'].map(roundTrip)).toEqual([
      'PID',
      'PID-3[1].1',
      'PID-3[1].1.2',
      '1/PID-3',
    ]);
  });

  it('reads nothing else', () => {
    const texts = [
      '',
      'P',
      'PIDD',
      '1ID',
      'PID-',
      'PID-0',
      'PID[0]',
      'PID-3[0]',
      'PID-3[1].0',
      'PID-3[1].1.1.1',
      '0/PID',
      '@0',
      '@',
      'PID.1',
      'PID-x',
      ' PID',
      'PID-1234567',
    ];
    expect(texts.map(roundTrip)).toEqual(texts.map(() => null));
  });

  it('is the inverse of formatHl7Path', () => {
    const number = fc.integer({ min: 1, max: 99_999 });
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 0, maxLength: 4 }),
        number,
        fc.option(number),
        fc.boolean(),
        (places, first, message, isNamed) => {
          const [field = null, repetition = null, component = null, subcomponent = null] = places;
          const segment = isNamed ? { id: 'ZX1', occurrence: first } : { ordinal: first };
          const path = { message, segment, field, repetition, component, subcomponent };
          expect(parseHl7Path(formatHl7Path(path))).toEqual(path);
        },
      ),
    );
  });
});

describe('comparePlaces', () => {
  it('orders places as they come in the segment and takes a part for its whole', () => {
    const compare = (a: string, b: string) => {
      const [left, right] = [parseHl7Path(a), parseHl7Path(b)];
      return left === null || right === null ? null : Math.sign(comparePlaces(left, right));
    };
    expect([
      compare('PID-3', 'PID-10'),
      compare('PID-3[2]', 'PID-3[1].9'),
      compare('PID-3[1].1.1', 'PID-3[1].1.2'),
    ]).toEqual([-1, 1, -1]);
    expect([compare('PID-3', 'PID-3[2].1'), compare('PID-3[1].2', 'PID-3[1].2.2')]).toEqual([0, 0]);
  });
});
