import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import {
  connection as connectionSchema,
  type EngineKind,
  type Environment,
  environments,
  mayBeUsedIn,
  mllpSettings,
  protocolsOf,
} from '../../../src-shared/domain/connection.ts';

type SaveInput = InputOf<'connections.save'>;
export type ConnectionView = OutputOf<'connections.list'>['items'][number];

/**
 * The form as filled in. Secret fields: null = keep what is stored, '' = nothing typed yet for a new connection.
 * `trust` says which of the certificate fields counts.
 */
export type ConnectionDraft = {
  connection: SaveInput['connection'];
  secrets: SaveInput['secrets'];
  trust: 'pinned' | 'own-ca' | 'system';
};

/** A draft of what is stored, or of a new connection to a test engine. */
export function draftOf(view: ConnectionView | null): ConnectionDraft {
  if (!view) {
    const connection: ConnectionDraft['connection'] = {
      connectionId: null,
      engineKind: 'mirth',
      name: '',
      environment: 'TEST',
      url: 'https://',
      username: '',
      certificateFingerprint: null,
      ownCaPem: null,
      clientCertificatePem: null,
      readOnly: false,
      pollIntervalMs: 5000,
      colour: 'blue',
      enabled: true,
      mllp: null,
    };
    return { connection, secrets: {}, trust: 'pinned' };
  }
  const { certificateFingerprint, ownCaPem } = view.connection;
  const trust = certificateFingerprint ? 'pinned' : ownCaPem ? 'own-ca' : 'system';
  return { connection: { ...view.connection }, secrets: {}, trust };
}

export type DraftProblem =
  | 'name'
  | 'url'
  | 'pollIntervalMs'
  | 'certificateFingerprint'
  | 'ownCaPem'
  | 'answerTimeoutMs'
  | 'connectionCount';

/** A draft of another kind: what was written of the address belongs to the kind before. */
export function withKind(draft: ConnectionDraft, engineKind: EngineKind): ConnectionDraft {
  const isMllp = engineKind === 'mllp';
  const mllp = isMllp ? { connectionCount: 1, answerTimeoutMs: 30_000 } : null;
  const url = isMllp ? writePlace({ host: '', port: '2575', isTls: true }) : 'https://';
  const { environment } = draft.connection;
  const connection = {
    ...draft.connection,
    engineKind,
    mllp,
    environment: mayBeUsedIn(engineKind, environment) ? environment : 'TEST',
  };
  return withUrl({ ...draft, connection }, url);
}

/** PRACTICE is the practice engine's own. */
export function environmentsFor({ engineKind, environment }: ConnectionDraft['connection']): Environment[] {
  return environments.filter(
    (each) => mayBeUsedIn(engineKind, each) && (each !== 'PRACTICE' || environment === 'PRACTICE'),
  );
}

/** A receiver's address in its parts, as far as it is written. */
export type ReceiverPlace = { host: string; port: string; isTls: boolean };

export function readPlace(url: string): ReceiverPlace {
  const [, protocol = 'mllps', host = '', port = ''] = /^(mllps?):\/\/(.*?)(?::(\d*))?$/.exec(url) ?? [];
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port, isTls: protocol === 'mllps' };
}

export function writePlace({ host, port, isTls }: ReceiverPlace): string {
  const written = host.trim();
  return `${isTls ? 'mllps' : 'mllp'}://${written.includes(':') ? `[${written}]` : written}:${port}`;
}

/** Whether a certificate is to be believed: a plain connection shows none. */
export function hasTls({ url }: Pick<ConnectionDraft['connection'], 'url'>): boolean {
  return !url.startsWith('mllp:');
}

/** The fields that keep the draft from being saved; empty = it can be. */
export function findProblems(draft: ConnectionDraft): DraftProblem[] {
  const { shape } = connectionSchema;
  const { connection } = toInput(draft);
  const problems: DraftProblem[] = [];
  if (!shape.name.safeParse(connection.name).success) problems.push('name');
  if (!isAddress(connection)) problems.push('url');
  if (!shape.pollIntervalMs.safeParse(connection.pollIntervalMs).success) problems.push('pollIntervalMs');
  for (const { path } of connection.mllp === null ? [] : (mllpSettings.safeParse(connection.mllp).error?.issues ?? []))
    problems.push(path[0] === 'connectionCount' ? 'connectionCount' : 'answerTimeoutMs');
  if (!hasTls(connection)) return problems;
  if (draft.trust === 'pinned' && connection.certificateFingerprint === null) problems.push('certificateFingerprint');
  if (draft.trust === 'own-ca' && !connection.ownCaPem?.includes('-----BEGIN CERTIFICATE-----')) {
    problems.push('ownCaPem');
  }
  return problems;
}

function isAddress({ engineKind, url }: ConnectionDraft['connection']): boolean {
  if (!connectionSchema.shape.url.safeParse(url).success) return false;
  const { protocol, hostname, port } = new URL(url);
  if (!protocolsOf[engineKind].test(protocol.slice(0, -1))) return false;
  return engineKind !== 'mllp' || (hostname !== '' && Number(port) > 0);
}

/** What is sent: only the kind of trust chosen, and no empty text where nothing is meant. */
export function toInput({ connection, secrets, trust }: ConnectionDraft): Pick<SaveInput, 'connection' | 'secrets'> {
  const isTrusted = (kind: ConnectionDraft['trust']) => trust === kind && hasTls(connection);
  return {
    connection: {
      ...connection,
      name: connection.name.trim(),
      url: connection.url.trim(),
      certificateFingerprint: isTrusted('pinned') ? connection.certificateFingerprint : null,
      ownCaPem: isTrusted('own-ca') ? connection.ownCaPem : null,
      clientCertificatePem:
        hasTls(connection) && connection.clientCertificatePem?.trim() ? connection.clientCertificatePem : null,
    },
    secrets,
  };
}

/** A change of address makes the certificate read before somebody else's. */
export function withUrl(draft: ConnectionDraft, url: string): ConnectionDraft {
  return { ...draft, connection: { ...draft.connection, url, certificateFingerprint: null } };
}
