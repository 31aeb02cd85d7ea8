import { describe, expect, it } from 'vitest';
import { accountName, isGenericName } from './account.ts';

describe('accountName', () => {
  it('takes names of people as they are written', () => {
    for (const name of ['Kari Nordmann', 'Åse-Lill Øie', 'Ánte Sárá', "Siobhán O'Brien", 'Nguyễn Văn An']) {
      expect(accountName.parse(` ${name} `)).toBe(name);
    }
  });

  it('refuses what looks like another name: invisible, control and direction characters', () => {
    for (const mark of ['\u200b', '\u202e', '\u2066', '\u0000', '\n', '\ufeff', '\u2028', '\ud800', '\u00ad']) {
      expect(accountName.safeParse(`Kari${mark}Nordmann`).success).toBe(false);
    }
  });
});

describe('isGenericName', () => {
  it('knows names of no person, also numbered ones', () => {
    for (const name of ['vakt', 'VAKT', ' Vakt 1 ', 'vakt1', 'admin 2']) expect(isGenericName(name)).toBe(true);
    for (const name of ['Kari Nordmann', 'Vaktmester Ola', 'It Larsen']) expect(isGenericName(name)).toBe(false);
  });
});
