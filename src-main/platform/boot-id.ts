import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';

/** What tells one run of the machine from the next. Tests replace both sources. */
export type BootIdSources = { readKernelId(): string; bootedAt(): number };

const machine: BootIdSources = {
  readKernelId: () => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'),
  bootedAt: () => Date.now() - uptime() * 1000,
};

/**
 * An id that stays the same until the machine restarts. Linux names one; elsewhere it is the minute of the last start.
 * A clock set anew may change that one: then an intent counts as from before a restart and becomes *unknown*, which is the safe side.
 */
export function readBootId(sources: BootIdSources = machine): string {
  try {
    const id = sources.readKernelId().trim();
    if (id !== '') return id;
  } catch {
    // only Linux has this file
  }
  return `booted-${Math.round(sources.bootedAt() / 60_000)}`;
}
