import type { TextKey } from '../../locales/text-key.ts';

type Given = {
  isPlanning: boolean;
  hasDestination: boolean;
  hasReason: boolean;
  hasHazards: boolean;
  hasErrors: boolean;
};

/** What is still to be given before it can be sent, in the order of the dialog; null = nothing. */
export function whatIsMissing(given: Given): TextKey | null {
  if (given.isPlanning) return 'replay.missing.plan';
  if (!given.hasErrors) return 'replay.missing.errors';
  if (!given.hasDestination) return 'replay.missing.destination';
  if (!given.hasReason) return 'replay.missing.reason';
  return given.hasHazards ? null : 'replay.missing.hazards';
}
