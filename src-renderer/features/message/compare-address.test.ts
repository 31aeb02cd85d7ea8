import { describe, expect, it } from 'vitest';
import { formAddress, formOf } from './compare-address.ts';

describe('compare addresses', () => {
  it('name the same form when read, whatever is in an id', () => {
    const form = {
      ref: { connectionId: 'a~/b', channelId: 'ø%', nativeId: '7' },
      connectorId: '0',
      stage: 'raw',
    } as const;
    expect(formOf(formAddress(form))).toEqual(form);
  });

  it('name nothing when a part is missing, unknown or broken', () => {
    for (const address of ['', 'a~b~c~0', 'a~b~c~0~nowhere', '%E0%A4%A~b~c~0~raw']) expect(formOf(address)).toBeNull();
  });
});
