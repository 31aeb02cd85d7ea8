import { webcrypto, X509Certificate } from 'node:crypto';

/** PEM texts of a certificate and its private key. */
export type ServerIdentity = { certificate: string; key: string };

const algorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
};
const fiftyYearsMs = 50 * 365.25 * 24 * 3_600_000;

/**
 * A certificate as the real engine makes at its first start: leaf `mirth-connect` from its own authority, 50 years, no
 * subjectAltName; the authority's certificate is not sent. Source: mirth-api section 1.
 */
export async function createServerIdentity(now: number): Promise<ServerIdentity> {
  const x509 = await loadX509();
  const authority = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const leaf = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: webcrypto
      .getRandomValues(new Uint8Array(8))
      .reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), '01'),
    subject: 'CN=mirth-connect',
    issuer: 'CN=Mirth Connect Certificate Authority',
    notBefore: new Date(now - 60_000),
    notAfter: new Date(now + fiftyYearsMs),
    publicKey: leaf.publicKey,
    signingKey: authority.privateKey,
    signingAlgorithm: algorithm,
  });
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', leaf.privateKey)).toString('base64');
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`,
  };
}

/** SHA-256 of a certificate, upper-case hex with colons. */
export function fingerprintOf(certificate: string): string {
  return new X509Certificate(certificate).fingerprint256;
}

/** The library's container asks for decorator metadata at load time and does without any; three stubs are enough for it. */
async function loadX509(): Promise<typeof import('@peculiar/x509')> {
  const reflect = Reflect as unknown as Record<string, unknown>;
  reflect.getMetadata ??= () => undefined;
  reflect.getOwnMetadata ??= () => undefined;
  reflect.defineMetadata ??= () => undefined;
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto as unknown as Parameters<typeof x509.cryptoProvider.set>[0]);
  return x509;
}
