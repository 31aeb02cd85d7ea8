import { useMemo, useSyncExternalStore } from 'react';

/*
 * An address of the console stands behind the `#`: `#/failures/…?cause=timeout`. All of it, the part behind the question mark too, so that nothing of it
 * is sent to a server or stands in its log.
 */

/** Path of the address shown, as wouter's `Router` takes it. */
export function useHashLocation(): [string, typeof navigate] {
  return [useSyncExternalStore(onHashChange, () => split(location.hash).path), navigate];
}
useHashLocation.hrefs = (address: string): string => `#${address}`;

/** What the address shown says behind its question mark; the same object while that is the same. */
export function useAddressQuery(): { query: string; given: URLSearchParams } {
  const query = useSyncExternalStore(onHashChange, () => split(location.hash).query);
  return useMemo(() => ({ query, given: new URLSearchParams(query) }), [query]);
}

/** The address shown, without the `#`. */
export function currentAddress(): { path: string; query: string } {
  return split(location.hash);
}

export function addressOf(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

/** As the query of an address, readable where an address may be so; empty values are left out. */
export function writeQuery(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%3A', ':').replaceAll('%2F', '/')}`)
    .join('&');
}

type NavigateOptions = { replace?: boolean; state?: unknown };

function navigate(address: string, { replace = false, state = null }: NavigateOptions = {}): void {
  const url = new URL(location.href);
  const oldURL = url.href;
  url.hash = address.replace(/^#?\/?/, '/');
  history[replace ? 'replaceState' : 'pushState'](state, '', url.href);
  dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL: url.href }));
}

function onHashChange(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

function split(hash: string): { path: string; query: string } {
  const address = hash.replace(/^#?\/?/, '/');
  const at = address.indexOf('?');
  return at < 0 ? { path: address, query: '' } : { path: address.slice(0, at), query: address.slice(at + 1) };
}
