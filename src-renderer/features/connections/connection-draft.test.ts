import { describe, expect, it } from 'vitest';
import { type ConnectionDraft, draftOf, findProblems, toInput, withUrl } from './connection-draft.ts';

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');

function aDraft(part: Partial<ConnectionDraft['connection']> = {}, trust: ConnectionDraft['trust'] = 'pinned') {
  const draft = draftOf(null);
  const connection = { name: 'Lab', url: 'https://engine.example.invalid:8443', certificateFingerprint: fingerprint };
  return { ...draft, trust, connection: { ...draft.connection, ...connection, ...part } };
}

describe('findProblems', () => {
  it('finds none in a whole draft', () => {
    expect(findProblems(aDraft())).toEqual([]);
  });

  it.each([
    ['name', { name: '  ' }],
    ['url', { url: 'http://engine.example.invalid' }],
    ['pollIntervalMs', { pollIntervalMs: 1000 }],
    ['certificateFingerprint', { certificateFingerprint: null }],
  ] as const)('finds a wrong %s', (problem, part) => {
    expect(findProblems(aDraft(part))).toEqual([problem]);
  });

  it('wants a certificate of an own authority', () => {
    expect(findProblems(aDraft({ ownCaPem: 'nonsense' }, 'own-ca'))).toEqual(['ownCaPem']);
  });

  it('wants neither when the system is trusted', () => {
    expect(findProblems(aDraft({ certificateFingerprint: null }, 'system'))).toEqual([]);
  });
});

describe('toInput', () => {
  it('sends only the kind of trust chosen', () => {
    const { connection } = toInput(aDraft({ ownCaPem: 'x' }, 'system'));
    expect(connection.certificateFingerprint).toBeNull();
    expect(connection.ownCaPem).toBeNull();
  });

  it('sends no secret that was not typed, so that the stored one is kept', () => {
    expect(toInput(aDraft()).secrets).toEqual({});
  });

  it('takes an emptied client certificate as none', () => {
    expect(toInput(aDraft({ clientCertificatePem: ' \n' })).connection.clientCertificatePem).toBeNull();
  });
});

describe('withUrl', () => {
  it('forgets the certificate of another address', () => {
    expect(withUrl(aDraft(), 'https://other.example.invalid').connection.certificateFingerprint).toBeNull();
  });
});
