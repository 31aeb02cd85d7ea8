import { isImpersonal } from './search/search-privacy.ts';

/** What the address of a list may say behind its question mark. `q`: a search that is about nobody; `held`: names one that may be. */
export const addressParts = [
  'engine',
  'channel',
  'cause',
  'within',
  'state',
  'status',
  'type',
  'sender',
  'owner',
  'view',
  'q',
  'held',
] as const;
export type AddressPart = (typeof addressParts)[number];

const shape = /^\/(?!\/)[A-Za-z0-9/_.~%-]*(?:\?([A-Za-z0-9/_.~%:&=!*'()-]*))?$/;
const longest = 7000;

/** An in-app path (`//host` is none), with the filter of a list behind a question mark; nothing about a patient. */
export function isListAddress(address: string): boolean {
  const found = address.length > longest ? null : shape.exec(address);
  if (found === null) return false;
  return (found[1] ?? '').split('&').every((part) => part === '' || isPart(part));
}

function isPart(part: string): boolean {
  const at = part.indexOf('=');
  const name = part.slice(0, at);
  const value = readValue(part.slice(at + 1));
  return addressParts.some((each) => each === name) && value !== null && (name !== 'q' || isImpersonal(value));
}

/** Null: no value can be written so. */
function readValue(written: string): string | null {
  try {
    return decodeURIComponent(written);
  } catch {
    return null;
  }
}
