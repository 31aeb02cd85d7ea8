import { describe, expect, it } from 'vitest';
import { causesIn, causesQuery } from './cause-address.ts';
import { everyCause } from './cause-filter.ts';

const read = (query: string) => causesIn(new URLSearchParams(query));

describe('the address of a list of causes', () => {
  it('says what was chosen, and leads back to it', () => {
    const choice = { ...everyCause, channel: 'c1/lab', kind: 'timeout', state: 'assigned', owner: 'Ola Vakt' } as const;
    const query = causesQuery(choice);
    expect(query).toBe('channel=c1/lab&cause=timeout&state=assigned&owner=Ola%20Vakt');
    expect(read(query)).toEqual(choice);
    expect(causesQuery(everyCause)).toBe('');
  });

  it('holds no text, which may be a name, and no number of a person', () => {
    expect(causesQuery({ ...everyCause, text: 'Fjordheim', owner: '14856710182' })).toBe('');
    expect(read('owner=14856710182')).toEqual(everyCause);
  });

  it('is read without what it is not', () => {
    expect(read('cause=witchcraft&state=asleep&channel=nowhere&q=lab')).toEqual(everyCause);
  });
});
