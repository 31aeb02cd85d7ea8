import { describe, expect, it } from 'vitest';
import { openOsKeyStore } from './safe-storage.ts';

type Backend = 'basic_text' | 'gnome_libsecret' | 'kwallet' | 'kwallet5' | 'kwallet6' | 'unknown';

/** Reverses the text, so that a missing wrap shows. */
function aSafeStorage(backend: Backend, isAvailable = true) {
  const reversed = (text: string): string => text.split('').toReversed().join('');
  return {
    isEncryptionAvailable: () => isAvailable,
    getSelectedStorageBackend: () => backend,
    encryptString: (text: string) => Buffer.from(reversed(text)),
    decryptString: (wrapped: Buffer) => reversed(wrapped.toString()),
  };
}

describe('safe storage', () => {
  it('wraps and unwraps any bytes', () => {
    const store = openOsKeyStore(aSafeStorage('gnome_libsecret'), 'linux');
    const key = Uint8Array.from({ length: 256 }, (_, index) => index);
    const wrapped = store!.wrap(key);
    expect(wrapped).not.toEqual(key);
    expect(store!.unwrap(wrapped)).toEqual(key);
    expect(store!.backend).toBe('gnome_libsecret');
  });

  it('is refused when its backend protects nothing or does not say what it is', () => {
    expect(openOsKeyStore(aSafeStorage('basic_text'), 'linux')).toBeNull();
    expect(openOsKeyStore(aSafeStorage('unknown'), 'linux')).toBeNull();
  });

  it('is refused when the system has none', () => {
    expect(openOsKeyStore(aSafeStorage('kwallet6', false), 'linux')).toBeNull();
    expect(openOsKeyStore(aSafeStorage('kwallet6', false), 'win32')).toBeNull();
  });

  it("is the system's own on Windows, which names no backend", () => {
    expect(openOsKeyStore(aSafeStorage('unknown'), 'win32')?.backend).toBe('dpapi');
  });
});
