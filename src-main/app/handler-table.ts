import type { AnyHandler } from './dispatch.ts';
import type { AllHandlers } from './handler.ts';

/**
 * Looks handlers up by full name, own names only: `constructor` or `__proto__` find nothing.
 * The types of input and output are given up here; `dispatch` checks both against the contract at run time.
 */
export function createHandlerTable(handlers: AllHandlers): (name: string) => AnyHandler | null {
  const byName = new Map<string, AnyHandler>();
  for (const [noun, procedures] of Object.entries(handlers)) {
    for (const [name, handler] of Object.entries(procedures)) byName.set(`${noun}.${name}`, handler as AnyHandler);
  }
  return (name) => byName.get(name) ?? null;
}
