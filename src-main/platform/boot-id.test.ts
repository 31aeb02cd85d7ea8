import { describe, expect, it } from 'vitest';
import { readBootId } from './boot-id.ts';

const withoutKernelId = (bootedAt: number) => ({
  readKernelId: (): string => {
    throw new RangeError('no such file');
  },
  bootedAt: () => bootedAt,
});

describe('readBootId', () => {
  it('gives the same id twice within one run of the machine', () => {
    expect(readBootId()).toBe(readBootId());
    expect(readBootId()).not.toBe('');
  });

  it('takes the kernel id without its line end', () => {
    expect(readBootId({ readKernelId: () => 'b3c1\n', bootedAt: () => 0 })).toBe('b3c1');
  });

  it('tells two starts apart and one start from itself where the kernel names none', () => {
    expect(readBootId(withoutKernelId(600_000))).toBe(readBootId(withoutKernelId(600_900)));
    expect(readBootId(withoutKernelId(600_000))).not.toBe(readBootId(withoutKernelId(900_000)));
  });

  it('falls back when the kernel file is empty', () => {
    expect(readBootId({ readKernelId: () => '', bootedAt: () => 120_000 })).toBe('booted-2');
  });
});
