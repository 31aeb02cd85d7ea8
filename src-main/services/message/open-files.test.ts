import { describe, expect, it } from 'vitest';
import type { Body } from '../../../src-shared/domain/message.ts';
import { createOpenFiles } from './open-files.ts';

const header = { messageControlId: 'MSG1', messageType: null, sender: null, receiver: null, messageAt: null };

function aFile(size: number) {
  const files = createOpenFiles();
  files.put('a1', { fileId: 'f', offset: 0, bytes: new Uint8Array(size).fill(1) });
  files.put('a1', { fileId: 'f', offset: size, bytes: new Uint8Array([2, 3]) });
  return { files, ref: files.open('a1', 'f').ref };
}

describe('open files', () => {
  it('read the header of a file once', async () => {
    const { files, ref } = aFile(3);
    const read: Body[] = [];
    const readHeader = async (body: Body) => {
      read.push(body);
      return header;
    };
    for (let times = 0; times < 3; times += 1)
      expect(await files.facts(ref, readHeader)).toEqual({ sizeBytes: 5, header });
    expect(read.map(({ bytes }) => [...bytes])).toEqual([[1, 1, 1, 2, 3]]);
  });

  it('give each reader bytes of its own', () => {
    const { files, ref } = aFile(3);
    files.read(ref)?.bytes.fill(0);
    expect(files.read(ref)?.bytes).toEqual(new Uint8Array([1, 1, 1, 2, 3]));
  });

  it('know a file by its engine, owner and id together', () => {
    const { files, ref } = aFile(3);
    expect(files.read({ ...ref, connectionId: 'c1' })).toBeNull();
    expect(files.read({ ...ref, channelId: 'a2' })).toBeNull();
    expect(() => files.close('a2', ref)).toThrow('no longer open');
    expect(files.read(ref)).not.toBeNull();
    files.close('a1', ref);
    expect(files.read(ref)).toBeNull();
  });

  it('open a file without going through its bytes again', () => {
    const files = createOpenFiles();
    const piece = new Uint8Array(4 * 1024 * 1024);
    for (let at = 0; at < 25; at += 1) files.put('a1', { fileId: 'f', offset: at * piece.length, bytes: piece });
    const startedAt = performance.now();
    files.open('a1', 'f');
    // Joining and hashing 100 MB takes some 100 ms here.
    expect(performance.now() - startedAt).toBeLessThan(20);
  });
});
