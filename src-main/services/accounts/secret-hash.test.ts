import { describe, expect, it } from 'vitest';
import { hashSecret, verifySecret } from './secret-hash.ts';

describe('secret hash', () => {
  it('knows the right secret and refuses another', async () => {
    const stored = await hashSecret('riktig hest batteri');
    expect(await verifySecret('riktig hest batteri', stored)).toBe(true);
    expect(await verifySecret('riktig hest batter', stored)).toBe(false);
  });

  it('salts: the same secret gives another hash', async () => {
    expect(await hashSecret('samme hemmelighet')).not.toBe(await hashSecret('samme hemmelighet'));
  });

  it('takes composed and decomposed letters for the same', async () => {
    expect(await verifySecret('bl\u00e5b\u00e6r', await hashSecret('bla\u030ab\u00e6r'))).toBe(true);
  });

  it.each([null, '', 'plain', 'scrypt$15$8$1$', 'scrypt$31$8$1$YQ$YQ', 'scrypt$15$8$1$YQ$YQ'])(
    'refuses every secret when the stored hash is %j',
    async (stored) => {
      expect(await verifySecret('riktig hest batteri', stored)).toBe(false);
    },
  );
});
