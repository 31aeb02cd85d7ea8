import type { EngineKind } from '../../src-shared/domain/connection.ts';
import type { ServerCertificate } from '../platform/network/tls-socket.ts';
import type { CreateEngine } from './engine.ts';
import { createMirthEngine } from './mirth/mirth-engine.ts';
import { readCertificate as readMirthCertificate } from './mirth/mirth-tls.ts';
import { createMllpEngine, readCertificate as readMllpCertificate } from './mllp/mllp-engine.ts';

/** `readCertificate`: what a server shows before anything is sent to it, for a person to see once and pin. */
export type EngineAdapter = {
  createEngine: CreateEngine;
  readCertificate(place: { url: string }, signal: AbortSignal): Promise<ServerCertificate>;
};

/** Every engine this program can talk to. A new one: its folder beside `mirth/`, its kind in `domain/connection.ts`, one line here. */
export const engineAdapters: Readonly<Record<EngineKind, EngineAdapter>> = {
  mirth: { createEngine: (deps) => createMirthEngine(deps), readCertificate: readMirthCertificate },
  mllp: { createEngine: (deps) => createMllpEngine(deps), readCertificate: readMllpCertificate },
};

/** @throws whatever the adapter's factory throws on impossible input; nothing is contacted yet */
export const createEngine: CreateEngine = (deps) => engineAdapters[deps.connection.engineKind].createEngine(deps);
