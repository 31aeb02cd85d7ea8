import { webcrypto, X509Certificate } from 'node:crypto';

/** PEM texts. */
export type Identity = { certificate: string; key: string; fingerprint: string };
export type Authority = { certificate: string; issue(subject: string, names?: string[]): Promise<Identity> };

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 24 * 3_600_000;

/** A certificate authority for one test run. `names` of an identity are DNS names or IP addresses, none = no subjectAltName. */
export async function createAuthority(subject: string, validDays = 365): Promise<Authority> {
  const x509 = await loadX509();
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const notBefore = new Date(Date.now() - dayMs);
  const notAfter = new Date(Date.now() + validDays * dayMs);
  const base = { notBefore, notAfter, signingAlgorithm: algorithm };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...base,
    serialNumber: '01',
    name: subject,
    keys,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    certificate: authority.toString('pem'),
    async issue(leafSubject, names = []) {
      const leafKeys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
      const altNames = names.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? 'ip' : 'dns', value }) as const);
      const leaf = await x509.X509CertificateGenerator.create({
        ...base,
        serialNumber: Buffer.from(webcrypto.getRandomValues(new Uint8Array(7)))
          .toString('hex')
          .padStart(16, '01'),
        subject: leafSubject,
        issuer: authority.subject,
        publicKey: leafKeys.publicKey,
        signingKey: keys.privateKey,
        extensions: altNames.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(altNames)],
      });
      const certificate = leaf.toString('pem');
      return { certificate, key: await exportKey(leafKeys.privateKey), fingerprint: fingerprintOf(certificate) };
    },
  };
}

function fingerprintOf(certificate: string): string {
  return new X509Certificate(certificate).fingerprint256;
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const text = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${text.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
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
