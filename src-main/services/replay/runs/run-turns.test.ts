import { describe, expect, it } from 'vitest';
import { createRunTurns } from './run-turns.ts';

describe('the turns of a run', () => {
  it('are as many at once as the place has connections, and go on in the order of asking', async () => {
    const turns = createRunTurns(() => 2);
    const order: number[] = [];
    const take = async (number: number) => {
      const giveBack = await turns.take('c1');
      order.push(number);
      return giveBack;
    };
    const [first, second, third, fourth] = [take(1), take(2), take(3), take(4)];
    const giveFirstBack = await first;
    await second;
    expect(order).toEqual([1, 2]);
    giveFirstBack();
    giveFirstBack(); // told twice, given back once
    const giveThirdBack = await third;
    expect(order).toEqual([1, 2, 3]);
    giveThirdBack();
    await fourth;
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('of one place wait for no other place', async () => {
    const turns = createRunTurns(() => 1);
    await turns.take('c1');
    await expect(turns.take('c2')).resolves.toBeTypeOf('function');
  });
});
