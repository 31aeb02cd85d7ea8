import { describe, expect, it } from 'vitest';
import { storeError } from '../sqlite/store-error.ts';
import { createHealing } from './healing.ts';

describe('healing', () => {
  it('begins anew once for many calls that meet the same damage, and makes each again', async () => {
    let healed = 0;
    const healing = createHealing(async () => {
      healed += 1;
    });
    const call = async () => {
      if (healed === 0) throw storeError('damaged');
      return healed;
    };
    expect(await Promise.all([healing.run(call), healing.run(call), healing.run(call)])).toEqual([1, 1, 1]);
    expect(healed).toBe(1);
  });

  it('does not begin anew for other errors', async () => {
    const healing = createHealing(() => Promise.reject(storeError('stopped')));
    await expect(healing.run(() => Promise.reject(storeError('full')))).rejects.toMatchObject({
      messageKey: 'store.full',
    });
  });

  it('gives up when the second call meets damage too', async () => {
    let healed = 0;
    const healing = createHealing(async () => {
      healed += 1;
    });
    await expect(healing.run(() => Promise.reject(storeError('damaged')))).rejects.toMatchObject({
      messageKey: 'store.damaged',
    });
    expect(healed).toBe(1);
  });

  it('lets no call in while it is replaced, and replaces only after a healing under way', async () => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const healing = createHealing(async () => {
      await gate.promise;
      order.push('healed');
    });
    const healed = healing.heal();
    const replaced = healing.replace(async () => {
      order.push('replacing');
      await new Promise((resolve) => setImmediate(resolve));
      order.push('replaced');
    });
    const calls = Array.from({ length: 3 }, () => healing.run(async () => void order.push('called')));
    gate.resolve();
    await Promise.all([healed, replaced, ...calls]);
    expect(order[0]).toBe('healed');
    expect(order[order.indexOf('replacing') + 1]).toBe('replaced');
    expect(order).toHaveLength(6);
  });
});
