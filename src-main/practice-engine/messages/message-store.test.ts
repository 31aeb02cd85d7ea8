import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredMessage } from './message.ts';
import { MessageStore } from './message-store.ts';

const aMessage = (messageId: number, overrides: Partial<StoredMessage> = {}): StoredMessage => ({
  messageId,
  channelId: 'c',
  receivedAt: 1,
  isProcessed: true,
  originalId: null,
  sourceMap: [],
  fields: null,
  rows: [],
  attachments: [],
  ...overrides,
});

describe('MessageStore', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'practice-store-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives back messages, counters and the next id after it was closed', () => {
    const first = new MessageStore(folder, 'c', 100);
    first.save(aMessage(first.allocateId()));
    first.count(1, 'SENT');
    first.remove(1);
    first.save(aMessage(first.allocateId()));
    first.close();
    const second = new MessageStore(folder, 'c', 100);
    expect(second.newestFirst().map((message) => message.messageId)).toEqual([2]);
    expect(second.counters(1).SENT).toBe(1);
    expect(second.allocateId()).toBe(3);
    second.close();
  });

  it('never gives the id of a removed newest message again', () => {
    const first = new MessageStore(folder, 'c', 100);
    first.save(aMessage(first.allocateId()));
    first.remove(1);
    first.close();
    const second = new MessageStore(folder, 'c', 100);
    expect(second.allocateId()).toBe(2);
    second.close();
  });

  it('reads all but the last line when a kill cut that line off', () => {
    const first = new MessageStore(folder, 'c', 100);
    first.save(aMessage(first.allocateId()));
    first.close();
    appendFileSync(join(folder, 'c.jsonl'), '{"kind":"message","message":{"messageId":9,"chan');
    const second = new MessageStore(folder, 'c', 100);
    expect(second.newestFirst().map((message) => message.messageId)).toEqual([1]);
    second.close();
  });

  it('never counts below zero and never counts what waits', () => {
    const store = new MessageStore(folder, 'c', 100);
    store.count(1, 'ERROR', -1);
    store.count(1, 'QUEUED');
    expect(store.counters(1)).toEqual({ RECEIVED: 0, FILTERED: 0, SENT: 0, ERROR: 0 });
    store.close();
  });

  it('keeps its file small however often one message is saved', () => {
    const store = new MessageStore(folder, 'c', 10);
    const message = aMessage(store.allocateId(), { sourceMap: [['k', { type: 'string', value: 'x'.repeat(1_000) }]] });
    for (let round = 0; round < 5_000; round++) store.save(message);
    store.close();
    const again = new MessageStore(folder, 'c', 10);
    expect(again.newestFirst()).toEqual([message]);
    again.close();
  });
});
