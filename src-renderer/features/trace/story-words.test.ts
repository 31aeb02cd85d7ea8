import { describe, expect, it } from 'vitest';
import { type Conclusion, conclusionCodes } from '../../../src-shared/domain/trace/conclusion.ts';
import { conclusionKey, tellKey } from '../../../src-shared/domain/trace/story-keys.ts';
import type { Text } from '../../locales/use-text.ts';
import { conclusionSentences, type Story, type Words } from './story-words.ts';

const delivery: NonNullable<Conclusion['delivery']> = {
  message: 0,
  channelName: 'Results',
  destination: 'Record system',
  connectorId: '1',
  state: 'acknowledged',
  at: 2000,
  code: null,
  attempts: 1,
  failure: null,
  isChecked: true,
};
const ref = { connectionId: 'a', channelId: 'b', nativeId: '1' };

function aStory(said: Partial<Conclusion> = {}, told: Partial<Story> = {}): Story {
  return {
    asOf: 9000,
    isMasked: false,
    conclusion: {
      ...{ code: 'receipted', about: 'answer', message: 0, at: 2000, cause: null, olderAt: null, delivery },
      ...{ failureKind: null, sender: 'LAB', isUrgent: false, dueAt: null, limits: [] },
      sendAgain: { answer: 'no', why: 'receipted' },
      ...said,
    },
    subject: ref,
    subjectRole: 'result',
    subjectVersion: null,
    waiting: null,
    steps: [],
    timeline: [],
    holes: [],
    since: null,
    ...told,
  };
}

const echo = (key: string, params: Record<string, string | number> = {}) =>
  [key, ...Object.values(params)].join(' ').replace('trace.conclusion.', '');
const text: Text = Object.assign(echo, { from: echo });
const words: Words = { text, format: { clock: (at) => `c${at}`, moment: (at) => `c${at}` } };

describe('conclusionSentences', () => {
  it('names who confirmed, and says of a receipt no more than it proves', () => {
    expect(conclusionSentences(aStory(), words)[0]).toMatch(/^answer\.receipted Record system/);
  });

  it('says first where it came from', () => {
    const came = {
      kind: 'came',
      at: 1000,
      role: 'result',
      ref,
      version: null,
      channelName: 'Results',
      party: 'LAB',
    } as const;
    const line = { ...came, destination: null, state: null, code: null, attempts: 0, isMissing: false };
    const sentences = conclusionSentences(aStory({}, { timeline: [line] }), words);
    expect(sentences[0]).toMatch(/^came\.answer .*LAB/);
  });

  it('tells of others that wait, not of the one asked about', () => {
    const waiting = { code: 'waiting', delivery: { ...delivery, state: 'waiting' }, isUrgent: true } as const;
    const sentences = conclusionSentences(aStory(waiting, { waiting: { total: 13, urgent: 1 } }), words);
    expect(sentences).toContain('waitingWith 12');
    expect(sentences.filter((each) => each.startsWith('waitingUrgent'))).toEqual([]);
  });

  it('tells who has a failure, and why it failed', () => {
    const failure = { kind: 'connection', reason: null, state: 'assigned', owner: 'Ola' } as const;
    const failed = {
      code: 'failed',
      failureKind: 'connection',
      delivery: { ...delivery, state: 'failed', failure },
    } as const;
    const sentences = conclusionSentences(aStory(failed), words);
    expect(sentences).toContain('cause.connection Record system');
    expect(sentences).toContain('owner.taken Ola');
  });

  it('explains the code that a receiver refused with', () => {
    const refused = {
      code: 'refused',
      failureKind: 'negative-ack',
      delivery: { ...delivery, state: 'refused', code: '2 E35' },
    } as const;
    const sentences = conclusionSentences(aStory(refused), words);
    expect(sentences).toContain('reason trace.code.apprec.E35 2 E35');
    expect(sentences.some((each) => each.startsWith('cause.'))).toBe(false);
  });

  it('says why a newer version is not there', () => {
    const sentences = conclusionSentences(aStory({ code: 'newer-not-arrived', cause: 'waiting', olderAt: 500 }), words);
    expect(sentences[0]).toMatch(/^newer\.waiting .*c500/);
  });
});

describe('the keys of conclusions', () => {
  it('tell what is waiting from what is being worked on', () => {
    const working = {
      code: 'waiting',
      about: 'order',
      cause: null,
      message: 0,
      delivery: { ...delivery, state: 'processing' },
    } as const;
    expect(conclusionKey(working)).toBe('trace.conclusion.order.working');
  });

  it('tell a message of which too little is known from nothing found', () => {
    const nothing = { code: 'not-enough', about: 'answer', cause: null, message: null, delivery: null } as const;
    expect(conclusionKey(nothing)).toBe('trace.conclusion.answer.nothing-found');
    expect(conclusionKey({ ...nothing, message: 0 })).toBe('trace.conclusion.answer.not-enough');
  });

  it.each(['answer', 'order'] as const)('are of their own for each code said of an %s', (about) => {
    const keys = conclusionCodes.map((code) => conclusionKey({ code, about, cause: null, message: 0, delivery: null }));
    expect(new Set(keys).size).toBe(conclusionCodes.length);
    expect(new Set(conclusionCodes.map((code) => tellKey({ code, about }))).size).toBe(conclusionCodes.length);
  });
});
