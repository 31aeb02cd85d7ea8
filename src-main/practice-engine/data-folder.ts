import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { createServerIdentity } from './certificate.ts';
import { lockFolder } from './folder-lock.ts';

const installedBeforeMs = 30 * 24 * 3_600_000;

const stateSchema = z.object({
  serverId: z.string(),
  password: z.string(),
  certificate: z.string(),
  key: z.string(),
  /** Last used ports by `api`, `control`, `channel:<id>` and `receiver:<id>`; asked for again at the next start. */
  ports: z.record(z.string(), z.number()),
  /** When the channels were first taken into service, ms UTC: before the past that a new folder begins with. */
  installedAt: z.number(),
  /** By channel, what was deployed last; none = as installed. */
  versions: z
    .record(z.string(), z.object({ revision: z.number(), deployedAt: z.number(), isChanged: z.boolean() }))
    .default({}),
});
type State = z.infer<typeof stateSchema>;

/** What stays the same over restarts; readable by its owner only. */
export type DataFolder = {
  path: string;
  isNew: boolean;
  state: State;
  portOf(name: string): number;
  rememberPorts(ports: Record<string, number>): void;
  rememberVersion(channelId: string, version: State['versions'][string]): void;
  /** Gives the folder back to the next engine. */
  close(): void;
};

/**
 * Opens a practice data folder, making it at the first start.
 * @throws AppError CONFLICT when another engine uses it; the file system's error when it cannot be written
 */
export async function openDataFolder(path: string, now: number): Promise<DataFolder> {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const close = await lockFolder(path);
  const file = join(path, 'state.json');
  const isNew = !existsSync(file);
  const state = isNew ? await newState(now) : stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const write = () => {
    writeFileSync(`${file}.new`, JSON.stringify(state, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  };
  if (isNew) write();
  return {
    path,
    isNew,
    state,
    portOf: (name) => state.ports[name] ?? 0,
    rememberPorts: (ports) => {
      Object.assign(state.ports, ports);
      write();
    },
    rememberVersion: (channelId, version) => {
      if (isDeepStrictEqual(state.versions[channelId], version)) return;
      state.versions[channelId] = version;
      write();
    },
    close,
  };
}

async function newState(now: number): Promise<State> {
  const identity = await createServerIdentity(now);
  return {
    serverId: randomUUID(),
    password: randomBytes(12).toString('base64url'),
    ...identity,
    ports: {},
    installedAt: now - installedBeforeMs,
    versions: {},
  };
}
