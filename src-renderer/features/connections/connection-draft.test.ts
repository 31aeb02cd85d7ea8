import { describe, expect, it } from 'vitest';
import {
  type ConnectionDraft,
  draftOf,
  environmentsFor,
  findProblems,
  readPlace,
  toInput,
  withKind,
  withUrl,
  writePlace,
} from './connection-draft.ts';

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

describe('a draft of a receiver', () => {
  const receiver = (url = 'mllp://receiver.example.invalid:2575') => withUrl(withKind(aDraft(), 'mllp'), url);

  it('is whole without certificate when it is not encrypted', () => {
    expect(findProblems(receiver())).toEqual([]);
    expect(findProblems(receiver('mllps://receiver.example.invalid:2575'))).toEqual(['certificateFingerprint']);
  });

  it.each([
    'mllp://:2575',
    'mllp://a.example.invalid:',
    'mllp://a.example.invalid:0',
    'mllp://a b:2575',
    'mllp://a:70000',
  ])('wants a machine and a port, which %s lacks', (url) => {
    expect(findProblems(receiver(url))).toEqual(['url']);
  });

  it('wants settings within their bounds', () => {
    const draft = receiver();
    const connection = { ...draft.connection, mllp: { connectionCount: 0, answerTimeoutMs: 500 } };
    expect(findProblems({ ...draft, connection })).toEqual(['connectionCount', 'answerTimeoutMs']);
  });

  it('is never for PRODUCTION', () => {
    const draft = withKind(aDraft({ environment: 'PRODUCTION' }), 'mllp');
    expect(draft.connection.environment).toBe('TEST');
    expect(environmentsFor(draft.connection)).toEqual(['TEST']);
    expect(environmentsFor(aDraft().connection)).toEqual(['PRODUCTION', 'TEST']);
  });

  it('sends no certificate over a connection that has none', () => {
    const draft = receiver();
    const connection = { ...draft.connection, clientCertificatePem: 'x', certificateFingerprint: fingerprint };
    expect(toInput({ ...draft, connection }).connection).toMatchObject({
      clientCertificatePem: null,
      certificateFingerprint: null,
    });
  });

  it.each([
    { host: 'a.example.invalid', port: '2575', isTls: true },
    { host: '::1', port: '6661', isTls: false },
    { host: '', port: '', isTls: true },
  ])('keeps what is written of %j', (place) => {
    expect(readPlace(writePlace(place))).toEqual(place);
  });
});
