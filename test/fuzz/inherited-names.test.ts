import { describe, expect, it } from 'vitest';
import { hl7Dictionaries } from '../../src-main/platform/hl7-dictionaries.ts';
import { parseMessage } from '../../src-shared/formats/index.ts';
import { maskMessage } from '../../src-shared/formats/shared/mask.ts';
import { checkBody } from './check-body.ts';
import { readSeedBodies } from './seed-bodies.ts';

/** Names that every JavaScript object answers to: a look-up in a table by what a stranger wrote must not find them. */
const inherited = ['constructor', '__proto__', 'toString'];
const options = { statedEncoding: null, dictionaries: hl7Dictionaries };
const maxBytes = 2500;

describe('a message that holds a name every object answers to', { timeout: 180_000 }, () => {
  const bodies = smallOfEachKind(readSeedBodies().bodies);

  it.each(inherited)('is read like any other, whatever it stands for: %s', (name) => {
    const broken = new Set<string>();
    for (const text of bodies) {
      for (const variant of variantsWith(text, name)) {
        const body = new Uint8Array(Buffer.from(variant));
        try {
          checkBody(body, 'whole');
          maskMessage(body, parseMessage(body, options));
        } catch (error) {
          broken.add(
            error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : 'no error',
          );
        }
      }
    }
    expect([...broken]).toEqual([]);
  });
});

/** Of bodies that begin alike the first few. */
function smallOfEachKind(bodies: readonly Uint8Array[]): string[] {
  const taken = new Map<string, number>();
  return bodies
    .filter(({ length }) => length > 100 && length < maxBytes)
    .map((body) => Buffer.from(body).toString('utf8'))
    .filter((text) => {
      const kind = /ACK|ADT|ORU|ORM|SIU|"resourceType"\s*:\s*"\w+"|<\w*:?\w+/.exec(text)?.[0] ?? text.slice(0, 3);
      taken.set(kind, (taken.get(kind) ?? 0) + 1);
      return (taken.get(kind) ?? 0) <= 2;
    });
}

/** The text as often as it has different words, each time with one of them replaced wherever it stands. */
function variantsWith(text: string, name: string): string[] {
  const words = new Set(text.match(/[\p{L}\p{N}_./-]+/gu));
  return [...words].map((word) => text.replaceAll(word, name));
}
