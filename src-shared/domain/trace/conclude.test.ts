import { describe, expect, it } from 'vitest';
import { conclude, type TraceQuestion } from './conclude.ts';
import { destinationOf, messageOf, minuteMs, nine, orderOf, traceOf } from './test-support.ts';
import type { TraceFailure, TraceHole, TraceMessage } from './trace.ts';

const question: TraceQuestion = {
  now: nine + 600 * minuteMs,
  recipients: [],
  dueAt: null,
  isCovered: true,
  withheldBy: [],
};
const told = (messages: TraceMessage[], given: Partial<TraceQuestion> = {}, holes: TraceHole[] = []) =>
  conclude(traceOf(messages, holes), { ...question, ...given });
const failure = (given: Partial<TraceFailure> = {}): TraceFailure => ({
  kind: 'transform-error',
  reason: null,
  state: 'open',
  owner: null,
  ...given,
});
const failed = (given: Parameters<typeof messageOf>[0] = {}) =>
  messageOf({
    status: 'failed',
    failure: failure(),
    destinations: [destinationOf({ state: 'errored', code: null, word: 'engine', endedAt: null })],
    ...given,
  });
const hole = (why: TraceHole['why']): TraceHole => ({
  connectionId: 'hospital',
  channelId: 'copies',
  channelName: 'Copies',
  why,
  knownTo: null,
});

describe('what arrived', () => {
  it('is receipted only when the receiver itself said so', () => {
    expect(told([orderOf({ minutes: -60 }), messageOf()]).code).toBe('receipted');
  });
  it('is accepted without a receipt when only the engine says so', () => {
    const destinations = [destinationOf({ code: null, word: 'engine' })];
    expect(told([messageOf({ destinations })]).code).toBe('accepted-without-receipt');
  });
  it('is not receipted when nobody could be asked', () => {
    const conclusion = told([messageOf({ destinations: null })]);
    expect(conclusion.code).toBe('accepted-without-receipt');
    expect(conclusion.limits).toContain('receiver-not-asked');
  });
  it('is handed over to a receiver that never answers', () => {
    const destinations = [destinationOf({ code: null, word: 'engine', expectsAck: false })];
    expect(told([messageOf({ destinations })]).code).toBe('handed-over');
  });
  it('is passed on where it went to a channel of which nothing is known', () => {
    const destinations = [destinationOf({ code: null, nextChannelId: 'out' })];
    expect(told([messageOf({ destinations })]).code).toBe('passed-on');
  });
  it('is judged by the channel it was passed on to', () => {
    const first = messageOf({ destinations: [destinationOf({ code: null, nextChannelId: 'out' })] });
    const ref = { connectionId: 'hospital', channelId: 'out', nativeId: '9' };
    const next = messageOf({ ref, channelName: 'Out', parent: first.ref, minutes: 1 });
    expect(told([first, next]).code).toBe('receipted');
    const failing = failed({ ref, channelName: 'Out', parent: first.ref, minutes: 1 });
    expect(told([first, failing]).code).toBe('failed');
  });
  it('is only preliminary until the final one came', () => {
    expect(told([messageOf({ version: 'preliminary' })]).code).toBe('preliminary-only');
    expect(told([messageOf({ version: 'preliminary' }), messageOf({ minutes: 30 })]).code).toBe('receipted');
  });
  it('is receipted by an application receipt, whoever carried it', () => {
    const answer = messageOf({ id: 'A1', destinations: [destinationOf({ code: null, word: 'engine' })] });
    const receipt = messageOf({
      role: 'receipt',
      refersTo: 'A1',
      sender: 'GP',
      minutes: 5,
      receipt: { outcome: 'accepted', code: '1' },
      orders: [],
      patients: [],
    });
    expect(told([answer, receipt]).code).toBe('receipted');
    const rejected = { ...receipt, receipt: { outcome: 'rejected' as const, code: '2 T02' } };
    const refused = told([answer, rejected]);
    expect(refused.code).toBe('refused');
    expect(refused.delivery?.code).toBe('2 T02');
    const late = {
      ...receipt,
      ref: { ...receipt.ref, nativeId: '77' },
      receivedAt: nine + 500 * minuteMs,
      versionAt: null,
    };
    expect(told([answer, rejected, late]).code, 'the first receipt is the final one').toBe('refused');
  });
});

describe('what did not', () => {
  it('is refused when the answer was no, also where the engine calls it sent', () => {
    expect(told([messageOf({ destinations: [destinationOf({ code: 'AE' })] })]).code).toBe('refused');
    expect(told([failed({ failure: failure({ kind: 'negative-ack' }) })]).code).toBe('refused');
  });
  it('failed in the engine', () => {
    const conclusion = told([failed({ isUrgent: true })]);
    expect(conclusion).toMatchObject({ code: 'failed', failureKind: 'transform-error', isUrgent: true });
    expect(conclusion.sendAgain.answer).toBe('no');
  });
  it('is there once a copy got through', () => {
    const first = failed();
    expect(told([first, messageOf({ parent: first.ref, isCopy: true, minutes: 20, id: 'new' })]).code).toBe(
      'receipted',
    );
  });
  it('is held when a person put it off', () => {
    expect(told([failed({ failure: failure({ state: 'snoozed' }) })]).code).toBe('held');
  });
  it('waits in a queue', () => {
    const destinations = [destinationOf({ state: 'queued', code: null, endedAt: null })];
    const conclusion = told([messageOf({ status: 'waiting', destinations })]);
    expect(conclusion.code).toBe('waiting');
    expect(conclusion.sendAgain.answer).toBe('no');
  });
  it('waits where one of several destinations does', () => {
    const destinations = [destinationOf(), destinationOf({ connectorId: '2', state: 'queued', code: null })];
    expect(told([messageOf({ destinations })]).code).toBe('waiting');
  });
  it('was filtered on purpose, or withheld where the site says what the filter means', () => {
    const filtered = messageOf({
      status: 'filtered',
      destinations: [destinationOf({ state: 'filtered', code: null })],
    });
    expect(told([filtered]).code).toBe('filtered');
    const withheldBy = [{ connectionId: 'hospital', channelId: 'results', connectorId: '1' }];
    expect(told([filtered], { withheldBy }).code).toBe('withheld');
    expect(
      told([filtered], { withheldBy: [{ connectionId: 'hospital', channelId: 'other', connectorId: null }] }).code,
    ).toBe('filtered');
  });
  it('is there for one who has it, however many destinations filter it', () => {
    const destinations = [destinationOf(), destinationOf({ connectorId: '2', state: 'filtered', code: null })];
    expect(told([messageOf({ destinations })]).code).toBe('receipted');
  });
});

describe('versions', () => {
  const older = () => messageOf({ id: 'v1' });
  it('a correction that waits beats the version that is there', () => {
    const newer = messageOf({
      version: 'corrected',
      minutes: 30,
      status: 'waiting',
      destinations: [destinationOf({ state: 'queued', code: null })],
    });
    const conclusion = told([older(), newer]);
    expect(conclusion).toMatchObject({ code: 'newer-not-arrived', cause: 'waiting', olderAt: nine });
  });
  it('a withdrawal that failed beats it too', () => {
    expect(told([older(), failed({ version: 'withdrawn', minutes: 30 })])).toMatchObject({
      code: 'newer-not-arrived',
      cause: 'failed',
    });
  });
  it('a withdrawal that arrived says so', () => {
    expect(told([older(), messageOf({ version: 'withdrawn', minutes: 30 })]).code).toBe('withdrawn');
  });
  it('an older one that arrived after the newer may have taken its place', () => {
    const newer = messageOf({
      version: 'corrected',
      minutes: 30,
      destinations: [destinationOf({ endedAt: nine + 31 * minuteMs })],
    });
    const late = messageOf({ minutes: 0, destinations: [destinationOf({ endedAt: nine + 90 * minuteMs })] });
    expect(told([late, newer])).toMatchObject({ code: 'newer-not-arrived', cause: 'overwritten' });
  });
  it('the time that the sender wrote decides, not the order in which they came', () => {
    const corrected = messageOf({ version: 'corrected', minutes: 0, versionAt: nine + 60 * minuteMs });
    const waiting = messageOf({
      minutes: 10,
      versionAt: nine - minuteMs,
      destinations: [destinationOf({ state: 'queued', code: null })],
    });
    expect(told([corrected, waiting]).code).toBe('receipted');
  });
  it('of several reports the one that is worst off is told of', () => {
    expect(told([messageOf({ report: 'r1' }), failed({ report: 'r2', minutes: 3 })]).code).toBe('failed');
    expect(told([messageOf({ report: 'r1', version: 'preliminary' }), messageOf({ report: 'r2' })]).code).toBe(
      'preliminary-only',
    );
  });
});

describe('for whom', () => {
  it('another recipient than the one who ordered it', () => {
    const order = orderOf({ minutes: -60, requesters: ['8090'] });
    expect(told([order, messageOf({ recipients: ['7001'] })]).code).toBe('other-recipient');
    expect(told([order, messageOf({ recipients: ['7001', '8090'] })]).code).toBe('receipted');
    expect(told([order, messageOf()]).code).toBe('receipted');
  });
  it('another than the unit that calls', () => {
    const answer = messageOf({ recipients: ['7001'], messageType: 'SVAR_LAB 1.4' });
    expect(told([answer], { recipients: ['8090'] }).code).toBe('other-recipient');
    const doctor = messageOf({ recipients: ['DOC1'] });
    expect(told([doctor], { recipients: ['8090'] }).code, 'HL7 names persons').toBe('receipted');
  });
  it('an answer that names no patient is not said to be that of one who is known', () => {
    expect(told([orderOf({ minutes: -60 }), messageOf({ patients: [] })]).code).toBe('not-enough');
    expect(told([messageOf({ patients: [] })]).code).toBe('receipted');
  });
  it('several persons under one number are asked about', () => {
    expect(told([messageOf(), messageOf({ patients: ['p2'] })]).code).toBe('several-match');
    expect(told([messageOf({ patients: ['p1', 'p2'] }), messageOf({ patients: ['p2'] })]).code).not.toBe(
      'several-match',
    );
  });
});

describe('two final reports of one order without numbers of their own', () => {
  it('are two: that one arrived does not say that the other did', () => {
    expect(told([failed(), messageOf({ minutes: 5 })]).code).toBe('failed');
    expect(told([messageOf(), failed({ minutes: 5 })]).code).toBe('failed');
    expect(told([messageOf(), messageOf({ minutes: 5 })]).code).toBe('receipted');
    const corrected = failed({ version: 'corrected', minutes: 2 });
    expect(told([messageOf(), corrected, messageOf({ minutes: 5 })]).code).toBe('newer-not-arrived');
  });

  it('are one where they have the same number, or the later one corrects', () => {
    expect(told([failed({ report: 'r1' }), messageOf({ report: 'r1', minutes: 5 })]).code).toBe('receipted');
    expect(told([failed(), messageOf({ version: 'corrected', minutes: 5 })]).code).toBe('receipted');
  });
});

describe('copies of one report, each by a message of its own', () => {
  const toUnit = (receiver: string, given: Parameters<typeof messageOf>[0] = {}) =>
    messageOf({ receiver, recipients: [receiver], report: 'r1', messageType: 'SVAR_LAB 1.4', ...given });
  const lost = (receiver: string) =>
    failed({ receiver, recipients: [receiver], report: 'r1', messageType: 'SVAR_LAB 1.4' });

  it('what one receiver has is not said of another', () => {
    const messages = [lost('8090'), toUnit('7001', { minutes: 2 })];
    expect(told(messages).code).toBe('failed');
    expect(told(messages, { recipients: ['8090'] }).code).toBe('failed');
    expect(told(messages, { recipients: ['7001'] }).code).toBe('receipted');
  });
  it('a copy that is missing makes no older version of what has arrived', () => {
    const messages = [toUnit('8090'), { ...lost('7001'), receivedAt: nine + 2 * minuteMs }];
    expect(told(messages, { recipients: ['8090'] }).code).toBe('receipted');
    expect(told(messages).code).toBe('failed');
  });
  it('a copy for somebody whom nobody asked for it to be sent to does not hide the one that was', () => {
    const order = orderOf({ minutes: -60, requesters: ['8090'], messageType: 'REK_LAB 1.6' });
    expect(told([order, toUnit('8090'), toUnit('7001', { minutes: 1 })]).code).toBe('receipted');
    expect(told([order, toUnit('7001')]).code).toBe('other-recipient');
  });
  it('a correction that only others were sent is not here', () => {
    const messages = [
      toUnit('8090'),
      toUnit('7001', { minutes: 1 }),
      toUnit('7001', { version: 'corrected', minutes: 90 }),
    ];
    expect(told(messages, { recipients: ['8090'] })).toMatchObject({
      code: 'newer-not-arrived',
      cause: 'elsewhere',
      olderAt: nine,
      sendAgain: { answer: 'yes', why: 'elsewhere' },
    });
    expect(told(messages, { recipients: ['7001'] }).code).toBe('receipted');
  });
  it('so it is where another system sent the correction under the same number', () => {
    const corrected = messageOf({ report: 'r1', version: 'corrected', minutes: 90, sender: 'LIS', receiver: 'EHR' });
    expect(told([toUnit('8090'), corrected], { recipients: ['8090'] })).toMatchObject({
      code: 'newer-not-arrived',
      cause: 'elsewhere',
    });
  });
  it('the same correction some minutes later is no newer one, and two hours later it is', () => {
    const at = (minutes: number) => toUnit('7001', { version: 'corrected', minutes });
    const own = toUnit('8090', { version: 'corrected' });
    expect(told([own, at(5)], { recipients: ['8090'] }).code).toBe('receipted');
    expect(told([own, at(120)], { recipients: ['8090'] }).code).toBe('newer-not-arrived');
  });
  it('an order of the national format names nobody that an HL7 answer could be for', () => {
    const order = orderOf({ minutes: -60, requesters: ['8090'], messageType: 'REK_LAB 1.6' });
    expect(told([order, messageOf({ recipients: ['DOC1'] })]).code).toBe('receipted');
  });
});

describe('an application receipt', () => {
  const answer = messageOf({
    id: 'A2',
    messageType: 'SVAR_LAB 1.4',
    recipients: ['8090'],
    destinations: [destinationOf({ code: null, word: 'engine', expectsAck: null })],
  });
  const receipt = (by: string, minutes: number, outcome: 'accepted' | 'rejected' = 'accepted') =>
    messageOf({
      ...{ role: 'receipt', refersTo: 'A2', sender: by, minutes, orders: [], patients: [] },
      receipt: { outcome, code: '1' },
    });

  it('counts of the one the answer was for', () => {
    expect(told([answer, receipt('8090', 5)]).code).toBe('receipted');
    expect(told([answer, receipt('7001', 5)]).code).toBe('accepted-without-receipt');
    expect(told([answer, receipt('7001', 5, 'rejected')]).code, 'a no is never overlooked').toBe('refused');
  });
  it('counts though the clock of its engine is some minutes behind', () => {
    expect(told([answer, receipt('8090', -2)]).code).toBe('receipted');
    expect(told([answer, receipt('8090', -20)]).code).toBe('accepted-without-receipt');
  });
});

describe('what never came', () => {
  it('is awaited until its time, then never received', () => {
    expect(told([orderOf()], { dueAt: nine + 700 * minuteMs }).code).toBe('awaited');
    expect(told([orderOf()], { dueAt: nine + 60 * minuteMs })).toMatchObject({
      code: 'never-received',
      about: 'order',
    });
    expect(told([orderOf()]).code).toBe('never-received');
  });
  it('is not said to be missing where not all is read', () => {
    expect(told([orderOf()], { isCovered: false }).code).toBe('not-enough');
    expect(told([], { isCovered: false }).code).toBe('not-enough');
    expect(told([], {}, [hole('off')]).code).toBe('not-enough');
  });
  it('was not ordered where all is read and nothing is there', () => {
    expect(told([]).code).toBe('not-ordered');
  });
  it('has an order that did not get through', () => {
    const order = orderOf({
      status: 'failed',
      failure: failure(),
      destinations: [destinationOf({ state: 'errored', code: null })],
    });
    expect(told([order])).toMatchObject({
      code: 'failed',
      about: 'order',
      sendAgain: { answer: 'no', why: 'order-failed' },
    });
  });
  it('has an order that was cancelled, unless an answer came all the same', () => {
    const cancel = orderOf({ role: 'order-cancel', minutes: 10 });
    expect(told([orderOf(), cancel]).code).toBe('order-cancelled');
    expect(told([orderOf(), cancel, messageOf({ minutes: 20 })]).code).toBe('receipted');
  });
  it('cannot be told from messages whose content was not read', () => {
    expect(told([messageOf({ isRead: false, role: 'other' })]).code).toBe('not-enough');
  });
});
