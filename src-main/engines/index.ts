import type { EngineKind } from '../../src-shared/domain/connection.ts';
import type { CreateEngine } from './engine.ts';
import { createMirthEngine } from './mirth/mirth-engine.ts';
import { readCertificate as readMirthCertificate, type ServerCertificate } from './mirth/mirth-tls.ts';

/** `readCertificate`: what a server shows before anything is sent to it, for a person to see once and pin. */
export type EngineAdapter = {
  createEngine: CreateEngine;
  readCertificate(place: { url: string }, signal: AbortSignal): Promise<ServerCertificate>;
};

/** Every engine this program can talk to. A new one: its folder beside `mirth/`, its kind in `domain/connection.ts`, one line here. */
export const engineAdapters: Readonly<Record<EngineKind, EngineAdapter>> = {
  mirth: { createEngine: (deps) => createMirthEngine(deps), readCertificate: readMirthCertificate },
};

/** @throws whatever the adapter's factory throws on impossible input; nothing is contacted yet */
export const createEngine: CreateEngine = (deps) => engineAdapters[deps.connection.engineKind].createEngine(deps);
