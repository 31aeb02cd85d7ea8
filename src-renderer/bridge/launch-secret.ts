import { secretFragmentKey, secretStorageKey } from '../../src-shared/contract/protocol.ts';

/**
 * The second secret of the browser shell: taken once from the launch address's fragment, which is then cleaned, else from storage.
 * @returns null when this browser has none: every call will be refused
 */
export function takeLaunchSecret(page: Pick<Window, 'location' | 'history' | 'localStorage'>): string | null {
  const secret = secretInFragment(page.location.hash);
  if (secret === null) return page.localStorage.getItem(secretStorageKey);
  page.localStorage.setItem(secretStorageKey, secret);
  page.history.replaceState(null, '', page.location.pathname);
  return secret;
}

export function secretInFragment(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get(secretFragmentKey);
}
