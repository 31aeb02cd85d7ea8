import '../../src-main/platform/lean-heap.ts';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { filePieceBytes } from '../../src-shared/contract/message-file.ts';
import { makeFolders, removeFolders } from '../specs/folders.ts';
import { openBenchCore } from './bench-core.ts';
import { type LargeBodyKind, largeBodies } from './large-bodies.ts';

/**
 * Run as a process of its own: `inspector-core.ts <kind> <megabytes>`. Opens a message file of that kind and size as the page does, and prints how long its first
 * screen took from the last piece on, and the highest RSS of this process, which holds the core and its threads, while it was read.
 */
const makeBody = largeBodies[process.argv[2] as LargeBodyKind];
const sizeBytes = Number(process.argv[3]) * 1024 * 1024;
const folders = makeFolders();
const core = await openBenchCore(folders);
const fileId = randomUUID();
await putFile();

const startedAt = performance.now();
const { ref } = await core.call('message.openFile', { fileId });
const input = { ref, connectorId: '0', stage: 'raw' } as const;
const facts = await core.call('message.openBody', input);
const firstScreenMs = performance.now() - startedAt;

const jumpedAt = performance.now();
const middle = Math.floor(facts.rowCount / 2);
await core.call('message.readRows', { ...input, from: middle, count: 200 });
await core.call('message.readNodes', { ...input, parentPath: null, withEmpty: false, from: middle, count: 200 });
const windowMs = performance.now() - jumpedAt;
const askedAt = performance.now();
const { hits } = await core.call('message.findText', { ...input, text: 'THE VERY LAST LINE', isCaseSensitive: false });
const findMs = performance.now() - askedAt;

process.stdout.write(
  `${JSON.stringify({ firstScreenMs, windowMs, findMs, hits: hits.length, peakMb: readPeakMb() })}\n`,
);
await core.close();
removeFolders(folders);
process.exit(0);

async function putFile(): Promise<void> {
  const bytes = makeBody(sizeBytes);
  for (let offset = 0; offset < bytes.length; offset += filePieceBytes) {
    // A copy, as each piece arrives in memory of its own.
    const piece = new Uint8Array(bytes.subarray(offset, offset + filePieceBytes));
    await core.call('message.putFile', { fileId, offset, bytes: piece });
  }
}

/** As the kernel counted it; where it does not tell, as much as Node does. */
function readPeakMb(): number {
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return Math.round(Number(peak?.[1] ?? process.resourceUsage().maxRSS) / 1024);
}
