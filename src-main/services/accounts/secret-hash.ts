import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** Cost 2^15, block 8: about 60 ms and 32 MB per attempt on a desktop of 2024. */
const cost = { logN: 15, blockSize: 8, parallelism: 1 };
const hashBytes = 32;
const maxLogN = 18;

/** `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, salt and hash in base64url. The secret is normalised (NFKC), so that keyboards agree. */
export async function hashSecret(secret: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(secret, salt, cost);
  const { logN, blockSize, parallelism } = cost;
  return ['scrypt', logN, blockSize, parallelism, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** False for a wrong secret and for a hash that cannot be read; `stored` null costs the same time as a real one. */
export async function verifySecret(secret: string, stored: string | null): Promise<boolean> {
  const parsed = stored === null ? null : parseHash(stored);
  if (parsed === null) {
    await derive(secret, Buffer.alloc(16), cost);
    return false;
  }
  const hash = await derive(secret, parsed.salt, parsed);
  return hash.length === parsed.hash.length && timingSafeEqual(hash, parsed.hash);
}

type Cost = { logN: number; blockSize: number; parallelism: number };

function parseHash(stored: string): (Cost & { salt: Buffer; hash: Buffer }) | null {
  const match = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d)\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (match === null) return null;
  const [logN = 0, blockSize = 0, parallelism = 0] = match.slice(1, 4).map(Number);
  if (logN < 10 || logN > maxLogN || blockSize < 1 || parallelism < 1) return null;
  return {
    logN,
    blockSize,
    parallelism,
    salt: Buffer.from(match[4] ?? '', 'base64url'),
    hash: Buffer.from(match[5] ?? '', 'base64url'),
  };
}

function derive(secret: string, salt: Buffer, { logN, blockSize, parallelism }: Cost): Promise<Buffer> {
  const n = 2 ** logN;
  const options: ScryptOptions = { N: n, r: blockSize, p: parallelism, maxmem: 256 * n * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, hashBytes, options, (error, hash) =>
      error ? reject(error) : resolve(hash),
    );
  });
}
