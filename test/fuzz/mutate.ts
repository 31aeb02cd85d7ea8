/** Numbers below 2^32, the same for the same seed (xorshift32). */
export type Chance = (below: number) => number;

export function createChance(seed: number): Chance {
  let state = seed | 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % Math.max(1, below);
  };
}

/** Bytes that mean something to one of the formats. */
const telling = [
  ...Buffer.from(
    '|^~\\&#\r\n\0\x0b\x1c\x09 "\'<>/=?!-[]{}:,.0aZMSHPIDOBX\xff\xfe\xef\xbb\xbf\xc3\xa5\xf8\xe6',
    'latin1',
  ),
];
const largest = 6000;

/** One damaged body: of one or two given ones, cut, flipped, doubled, moved or sown with bytes that mean something. */
export function mutate(bodies: readonly Uint8Array[], chance: Chance): Uint8Array {
  const source = pick(bodies, chance);
  const start = source.length > largest && chance(4) > 0 ? chance(source.length - largest) : 0;
  let body = Buffer.from(source.subarray(start, start + largest));
  for (let count = 1 + chance(4); count > 0; count -= 1) body = change(body, bodies, chance);
  return new Uint8Array(body);
}

function change(body: Buffer, bodies: readonly Uint8Array[], chance: Chance): Buffer<ArrayBuffer> {
  const at = chance(body.length + 1);
  const length = 1 + chance(chance(8) === 0 ? 400 : 8);
  switch (chance(8)) {
    case 0:
      return Buffer.from(body.subarray(0, at));
    case 1:
      return Buffer.concat([body.subarray(0, at), body.subarray(Math.min(body.length, at + length))]);
    case 2:
      return Buffer.concat([
        body.subarray(0, at),
        Buffer.from([telling[chance(telling.length)] ?? 0]),
        body.subarray(at),
      ]);
    case 3:
      return overwrite(body, at, telling[chance(telling.length)] ?? 0);
    case 4:
      return overwrite(body, at, chance(256));
    case 5:
      return Buffer.concat([body.subarray(0, at), body.subarray(Math.max(0, at - length))]);
    case 6: {
      const other = pick(bodies, chance);
      const from = chance(other.length + 1);
      return Buffer.concat([body.subarray(0, at), other.subarray(from, from + 600), body.subarray(at)]);
    }
    default:
      return Buffer.concat([body.subarray(at), body.subarray(0, at)]);
  }
}

function overwrite(body: Buffer, at: number, byte: number): Buffer<ArrayBuffer> {
  const changed = Buffer.from(body);
  if (at < changed.length) changed[at] = byte;
  return changed;
}

function pick(bodies: readonly Uint8Array[], chance: Chance): Uint8Array {
  return bodies[chance(bodies.length)] ?? new Uint8Array();
}
