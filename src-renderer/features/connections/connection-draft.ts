import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { connection as connectionSchema } from '../../../src-shared/domain/connection.ts';

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
    };
    return { connection, secrets: {}, trust: 'pinned' };
  }
  const { certificateFingerprint, ownCaPem } = view.connection;
  const trust = certificateFingerprint ? 'pinned' : ownCaPem ? 'own-ca' : 'system';
  return { connection: { ...view.connection }, secrets: {}, trust };
}

export type DraftProblem = 'name' | 'url' | 'pollIntervalMs' | 'certificateFingerprint' | 'ownCaPem';

/** The fields that keep the draft from being saved; empty = it can be. */
export function findProblems(draft: ConnectionDraft): DraftProblem[] {
  const { shape } = connectionSchema;
  const { connection } = toInput(draft);
  const problems: DraftProblem[] = [];
  if (!shape.name.safeParse(connection.name).success) problems.push('name');
  if (!shape.url.safeParse(connection.url).success) problems.push('url');
  if (!shape.pollIntervalMs.safeParse(connection.pollIntervalMs).success) problems.push('pollIntervalMs');
  if (draft.trust === 'pinned' && connection.certificateFingerprint === null) problems.push('certificateFingerprint');
  if (draft.trust === 'own-ca' && !connection.ownCaPem?.includes('-----BEGIN CERTIFICATE-----')) {
    problems.push('ownCaPem');
  }
  return problems;
}

/** What is sent: only the kind of trust chosen, and no empty text where nothing is meant. */
export function toInput({ connection, secrets, trust }: ConnectionDraft): Pick<SaveInput, 'connection' | 'secrets'> {
  return {
    connection: {
      ...connection,
      name: connection.name.trim(),
      url: connection.url.trim(),
      certificateFingerprint: trust === 'pinned' ? connection.certificateFingerprint : null,
      ownCaPem: trust === 'own-ca' ? connection.ownCaPem : null,
      clientCertificatePem: connection.clientCertificatePem?.trim() ? connection.clientCertificatePem : null,
    },
    secrets,
  };
}

/** A change of address makes the certificate read before somebody else's. */
export function withUrl(draft: ConnectionDraft, url: string): ConnectionDraft {
  return { ...draft, connection: { ...draft.connection, url, certificateFingerprint: null } };
}
