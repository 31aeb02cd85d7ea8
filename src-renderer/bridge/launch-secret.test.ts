import { describe, expect, it, vi } from 'vitest';
import { takeLaunchSecret } from './launch-secret.ts';

function pageWith(hash: string, stored: string | null) {
  const replaceState = vi.fn();
  const setItem = vi.fn();
  const page = {
    location: { hash, pathname: '/' },
    history: { replaceState },
    localStorage: { getItem: () => stored, setItem },
  } as unknown as Parameters<typeof takeLaunchSecret>[0];
  return { page, replaceState, setItem };
}

describe('takeLaunchSecret', () => {
  it('takes the secret from the launch address, keeps it and cleans the address', () => {
    const { page, replaceState, setItem } = pageWith('#s=abc', null);
    expect(takeLaunchSecret(page)).toBe('abc');
    expect(setItem).toHaveBeenCalledWith('vaktbord.secret', 'abc');
    expect(replaceState).toHaveBeenCalledWith(null, '', '/');
  });

  it('takes the stored one on a later page and leaves its route alone', () => {
    const { page, replaceState } = pageWith('#/overview', 'kept');
    expect(takeLaunchSecret(page)).toBe('kept');
    expect(replaceState).not.toHaveBeenCalled();
  });

  it('has none in a browser that was never launched', () => {
    expect(takeLaunchSecret(pageWith('', null).page)).toBeNull();
  });
});
