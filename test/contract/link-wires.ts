import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CoreLink } from '../../src-main/app/core-link.ts';
import { openCore } from '../../src-main/app/core-server.ts';
import { createEchoApp } from '../fakes/echo-app.ts';
import type { Wire, WireKind } from './wire.ts';

export function openEchoCore(dataDir: string): Promise<CoreLink> {
  return openCore({ dataDir, shell: 'cli', createApp: () => Promise.resolve(createEchoApp()) });
}

export function makeFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'vaktbord-wire-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The core in this process, and a process attached to it by the local socket. */
export const linkWires: readonly WireKind[] = [
  {
    name: 'in process',
    shell: 'cli',
    async open() {
      const folder = makeFolder();
      const core = await openEchoCore(folder.path);
      return linkWire(core, async () => {
        await core.close();
        folder.remove();
      });
    },
  },
  {
    name: 'local socket',
    shell: 'cli',
    async open() {
      const folder = makeFolder();
      const core = await openEchoCore(folder.path);
      const attached = await openEchoCore(folder.path);
      return linkWire(attached, async () => {
        await attached.close();
        await core.close();
        folder.remove();
      });
    },
  },
];

async function linkWire(link: CoreLink, close: () => Promise<void>): Promise<Wire> {
  const sequences: number[] = [];
  let gaps = 0;
  const begun = Promise.withResolvers<void>();
  const feed = link.events.openFeed(
    {
      send(push) {
        if (push.kind === 'events') sequences.push(...push.events.map((event) => event.sequence));
        else gaps += 1;
        begun.resolve();
      },
      canSend: () => true,
    },
    null,
  );
  // What is emitted before the first push is part of its gap.
  await begun.promise;
  const noSignal = new AbortController().signal;
  return {
    call: (name, input, sessionToken = null) => link.call({ name, input, sessionToken }, noSignal),
    start(name) {
      const controller = new AbortController();
      const reply = link.call({ name, input: {}, sessionToken: null }, controller.signal);
      const cancel = (): Promise<void> => Promise.resolve(controller.abort());
      return Promise.resolve({ cancel, reply });
    },
    received: () => Promise.resolve({ sequences, gaps }),
    close() {
      feed.close();
      return close();
    },
  };
}
