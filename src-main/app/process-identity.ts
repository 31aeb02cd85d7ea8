import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/**
 * Tells one process of one boot of one machine from every other, so that a number used again by the system is not
 * mistaken for the old process. `bootId` and `startedAt` (in the system's own ticks) are null outside Linux.
 */
export const processIdentity = z.object({
  pid: z.number().int().positive(),
  bootId: z.string().nullable(),
  pidSpace: z.string().nullable(),
  startedAt: z.string().nullable(),
  host: z.string(),
});
export type ProcessIdentity = z.infer<typeof processIdentity>;

export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    bootId: readBootId(),
    pidSpace: readPidSpace(),
    startedAt: readProcessStart(process.pid)?.startedAt ?? null,
    host: hostname(),
  };
}

/**
 * - `gone`: certainly not running any more. `alive`: certainly (or, without start times, probably) running.
 * - `elsewhere`: another container of this machine; only its socket can tell.
 * - `foreign`: another machine; nothing here can tell.
 */
export function judgeProcess(known: ProcessIdentity): 'alive' | 'gone' | 'elsewhere' | 'foreign' {
  const own = ownIdentity();
  if (known.bootId !== own.bootId) return known.host === own.host ? 'gone' : 'foreign';
  if (known.bootId === null && known.host !== own.host) return 'foreign';
  if (known.pidSpace !== own.pidSpace) return 'elsewhere';
  if (known.startedAt !== null) {
    const found = readProcessStart(known.pid);
    return found && !found.isDead && found.startedAt === known.startedAt ? 'alive' : 'gone';
  }
  return exists(known.pid) ? 'alive' : 'gone';
}

/** Not derived from the uptime elsewhere: a clock set anew would then declare a living core dead. */
function readBootId(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return null;
  }
}

function readPidSpace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

/** Source: proc_pid_stat(5); fields after the command's closing bracket: 3 state, 22 start time in clock ticks. */
function readProcessStart(pid: number): { startedAt: string; isDead: boolean } | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const startedAt = fields[19];
    return startedAt === undefined ? null : { startedAt, isDead: fields[0] === 'Z' || fields[0] === 'X' };
  } catch {
    return null;
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
