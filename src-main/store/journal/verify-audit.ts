import type { JournalStore } from '../store.ts';
import { chainStart, hashLine } from './audit-chain.ts';
import { storedEntryLine, storedOutcomeLine } from './audit-lines.ts';
import {
  type EntryLine,
  findInstallation,
  type InstallationRow,
  lastLine,
  listEntryLines,
  listOutcomeLines,
  type OutcomeLine,
} from './audit-queries.ts';
import { type Checkpoint, readCheckpoints } from './checkpoint.ts';
import type { JournalReaderContext } from './journal-context.ts';

type Verdict = Awaited<ReturnType<JournalStore['audit']['verify']>>;
type Walk = { hash: string; line: number; entries: number };

const windowLines = 1000;

/** Walks the chain from its start and compares every signed checkpoint with the line that it names. Needs no key but to open the file. */
export async function verifyAudit(context: JournalReaderContext, _nothing: null): Promise<Verdict> {
  const journal = context.journal();
  const installation = journal.get<InstallationRow>(findInstallation);
  const publicKey = Buffer.from(installation?.public_key ?? []).toString('base64');
  const signed = installation === undefined ? [] : readCheckpoints(context.checkpointsPath, publicKey);
  const broken = signed.find(({ isSigned }) => !isSigned);
  const pending = new Map<number, Checkpoint>();
  for (const { checkpoint } of signed) if (checkpoint !== null) pending.set(checkpoint.line, checkpoint);

  const walk: Walk = { hash: chainStart, line: 0, entries: 0 };
  const verdict = (brokenAt: number | null, message: string | null): Verdict => ({
    entries: walk.entries,
    checkpoints: signed.length,
    brokenAt,
    message,
  });
  const last = journal.get<{ line: number }>(lastLine)?.line ?? 0;
  while (walk.line < last) {
    const fault = walkWindow(context, walk, pending);
    if (fault !== null) return verdict(fault.sequence, fault.message);
    await context.turn();
  }
  const [missing] = [...pending.values()];
  if (missing !== undefined) {
    return verdict(
      walk.entries + 1,
      `The journal ends before line ${missing.line}, which was signed: lines were removed.`,
    );
  }
  if (broken !== undefined) {
    return verdict(
      broken.checkpoint?.sequence ?? 0,
      'A line of audit-checkpoints.jsonl is not signed by this installation.',
    );
  }
  return verdict(null, null);
}

function walkWindow(context: JournalReaderContext, walk: Walk, pending: Map<number, Checkpoint>) {
  const range = { after: walk.line, upTo: walk.line + windowLines };
  const entries = context.journal().all<EntryLine>(listEntryLines, range);
  const outcomes = context.journal().all<OutcomeLine>(listOutcomeLines, range);
  const lines = [
    ...entries.map((row) => ({ row, line: storedEntryLine(row), isEntry: true })),
    ...outcomes.map((row) => ({ row, line: storedOutcomeLine(row), isEntry: false })),
  ].sort((a, b) => a.row.line - b.row.line);
  if (lines.length === 0)
    return { sequence: walk.entries + 1, message: `Line ${walk.line + 1} of the chain is missing.` };
  for (const { row, line, isEntry } of lines) {
    const { sequence } = row;
    if (row.line !== walk.line + 1) return { sequence, message: `Line ${walk.line + 1} of the chain is missing.` };
    if (isEntry && sequence !== walk.entries + 1) return { sequence, message: `Entry ${walk.entries + 1} is missing.` };
    if (hashLine(walk.hash, line) !== row.hash) return { sequence, message: `Line ${row.line} was changed.` };
    const checkpoint = pending.get(row.line);
    if (checkpoint !== undefined && checkpoint.hash !== row.hash) {
      return { sequence, message: `Line ${row.line} is not the one that was signed.` };
    }
    pending.delete(row.line);
    walk.hash = row.hash;
    walk.line = row.line;
    if (isEntry) walk.entries += 1;
  }
  return null;
}
