import type { ConclusionCode } from '../../src-shared/domain/trace/conclusion.ts';
import {
  dropped,
  type Fate,
  failed,
  filtered,
  queued,
  refused,
  refusedUnseen,
  refusedWithoutCode,
  stored,
  taken,
  unanswered,
  working,
} from './destinations.ts';
import { orderStories } from './order-stories.ts';
import { ask, ordered, overdue, type StoryKind } from './story-kind.ts';

/** An order and one answer, which ends as `fates` say. */
const ends = (name: string, weight: number, fates: readonly Fate[], code: ConclusionCode): StoryKind => ({
  name,
  weight,
  tell(s) {
    if (s.random.next() < 0.8) ordered(s);
    ask(s, s.result('F', { fates }), code);
  },
});

/** A version that arrived and another after it. */
const twoVersions = (
  name: string,
  weight: number,
  [first, second]: [string, string],
  { fates, code }: { fates: readonly Fate[]; code: ConclusionCode },
): StoryKind => ({
  name,
  weight,
  tell(s) {
    ordered(s);
    const one = s.result(first);
    s.wait(s.random.between(2, 900));
    const other = s.result(second, { fates });
    ask(s, s.random.pick([one, other]), code);
  },
});

export const hospitalStories: readonly StoryKind[] = [
  ends('delivered', 420, [taken], 'receipted'),
  ends('refused', 12, [refused], 'refused'),
  ends('refused-called-sent', 12, [refusedUnseen], 'refused'),
  ends('refused-without-code', 6, [refusedWithoutCode], 'refused'),
  ends('failed', 12, [failed], 'failed'),
  ends('waiting', 14, [queued], 'waiting'),
  ends('in-work', 4, [working], 'waiting'),
  ends('filtered', 12, [filtered], 'filtered'),
  ends('no-receipt', 10, [unanswered], 'accepted-without-receipt'),
  ends('to-a-folder', 8, [dropped], 'handed-over'),
  ends('two-places', 12, [taken, taken], 'receipted'),
  ends('one-of-two-failed', 8, [taken, failed], 'failed'),
  ends('one-of-two-refused', 6, [refused, taken], 'refused'),
  ends('one-of-two-waits', 6, [taken, queued], 'waiting'),
  ends('routed-to-one-of-two', 10, [filtered, taken], 'receipted'),
  ends('with-archive', 10, [taken, dropped], 'receipted'),
  {
    name: 'held',
    weight: 8,
    tell(s) {
      ordered(s);
      const result = s.result('F', { fates: [failed] });
      const last = s.messages.at(-1);
      if (last !== undefined) last.isSnoozed = true;
      ask(s, result, 'held');
    },
  },
  {
    name: 'filtered-before-any-destination',
    weight: 6,
    tell(s) {
      ordered(s);
      const result = s.result('F', { fates: [], channelId: s.random.pick(['results-micro', 'results-rad']) });
      const last = s.messages.at(-1);
      if (last !== undefined) last.isDropped = true;
      ask(s, result, 'filtered');
    },
  },
  ...orderStories,
  {
    name: 'preliminary',
    weight: 15,
    tell(s) {
      ordered(s);
      ask(s, s.result('P'), 'preliminary-only');
    },
  },
  twoVersions('preliminary-then-final', 30, ['P', 'F'], { fates: [taken], code: 'receipted' }),
  twoVersions('final-not-arrived', 6, ['P', 'F'], { fates: [failed], code: 'newer-not-arrived' }),
  twoVersions('corrected', 25, ['F', 'C'], { fates: [taken], code: 'receipted' }),
  twoVersions('corrected-failed', 8, ['F', 'C'], { fates: [failed], code: 'newer-not-arrived' }),
  twoVersions('corrected-refused', 8, ['F', 'C'], { fates: [refusedUnseen], code: 'newer-not-arrived' }),
  twoVersions('corrected-waits', 8, ['F', 'C'], { fates: [queued], code: 'newer-not-arrived' }),
  twoVersions('corrected-filtered', 5, ['F', 'C'], { fates: [filtered], code: 'newer-not-arrived' }),
  twoVersions('corrected-at-one-of-two', 4, ['F', 'C'], { fates: [taken, failed], code: 'newer-not-arrived' }),
  twoVersions('withdrawn', 8, ['F', 'X'], { fates: [taken], code: 'withdrawn' }),
  twoVersions('withdrawal-waits', 4, ['F', 'X'], { fates: [queued], code: 'newer-not-arrived' }),
  {
    name: 'overwritten',
    weight: 6,
    tell(s) {
      ordered(s);
      // The older one stood in a queue and got there after the newer one.
      const late: Fate = (at) => taken(at + 90 * 60_000);
      const one = s.result('F', { fates: [late] });
      s.wait(30);
      ask(s, s.random.pick([one, s.result('C')]), 'newer-not-arrived');
    },
  },
  {
    name: 'newer-came-first',
    weight: 4,
    tell(s) {
      ordered(s);
      const writtenAt = s.now();
      s.wait(60);
      const newer = s.result('C');
      s.wait(60);
      // The engine got the older one after the newer one; by its own time it is older.
      s.result('F', { at: writtenAt, cameAt: s.now() });
      ask(s, newer, 'newer-not-arrived');
    },
  },
  {
    name: 'misdirected',
    weight: 10,
    tell(s) {
      ordered(s);
      ask(s, s.result('F', { requester: 'HPR9999999' }), 'other-recipient');
    },
  },
  {
    name: 'sent-twice',
    weight: 12,
    tell(s) {
      ordered(s);
      const result = s.result('F');
      s.wait(1);
      s.result('F', { controlId: result.controlId });
      ask(s, result, 'receipted');
    },
  },
  {
    name: 'second-one-refused-as-known',
    weight: 5,
    tell(s) {
      ordered(s);
      const result = s.result('F');
      s.wait(1);
      s.result('F', { controlId: result.controlId, fates: [refused] });
      ask(s, result, 'receipted');
    },
  },
  {
    name: 'sent-again-by-the-sender',
    weight: 6,
    tell(s) {
      ordered(s);
      s.result('F', { fates: [failed] });
      s.wait(30);
      ask(s, s.result('F'), 'receipted');
    },
  },
  {
    name: 'sent-again-by-us',
    weight: 8,
    tell(s) {
      ordered(s);
      const result = s.result('F', { fates: [failed] });
      s.wait(30);
      s.copyOf(result, [taken]);
      ask(s, result, 'receipted');
    },
  },
  {
    name: 'sent-again-in-vain',
    weight: 4,
    tell(s) {
      ordered(s);
      const result = s.result('F', { fates: [failed] });
      s.wait(30);
      s.copyOf(result, [refused]);
      ask(s, result, 'refused');
    },
  },
  {
    name: 'passed-on-to-nowhere',
    weight: 4,
    tell(s) {
      ordered(s);
      ask(s, s.result('F', { channelId: 'results-chem', loseChild: true }), 'passed-on');
    },
  },
  {
    name: 'stored-then-accepted',
    weight: 8,
    tell(s) {
      ordered(s);
      const result = s.result('F', { fates: [stored] });
      s.wait(1);
      s.acknowledgement(result.controlId, 'AA');
      ask(s, result, 'receipted');
    },
  },
  {
    name: 'stored-then-refused',
    weight: 6,
    tell(s) {
      ordered(s);
      const result = s.result('F', { fates: [stored] });
      s.wait(1);
      s.acknowledgement(result.controlId, 'AE');
      ask(s, result, 'refused');
    },
  },
  {
    name: 'two-reports-one-failed',
    weight: 8,
    tell(s) {
      ordered(s);
      const bad = s.random.next() < 0.5;
      s.result('F', { fates: [bad ? failed : taken] });
      s.wait(20);
      s.result('F', { report: `${s.reportNumber}B`, fates: [bad ? taken : failed] });
      s.ask(s.orderNumber, 'failed');
    },
  },
  {
    name: 'two-reports-without-numbers-one-failed',
    weight: 5,
    tell(s) {
      ordered(s);
      s.result('F', { report: '', tests: 'BLOD', fates: [failed] });
      s.wait(20);
      s.result('F', { report: '', tests: 'URIN' });
      s.ask(s.orderNumber, 'failed');
    },
  },
  {
    name: 'report-without-number-corrected',
    weight: 5,
    tell(s) {
      ordered(s);
      s.result('F', { report: '' });
      s.wait(20);
      s.result('C', { report: '' });
      s.ask(s.orderNumber, 'receipted');
    },
  },
  {
    name: 'two-laboratories-one-failed',
    weight: 6,
    tell(s) {
      ordered(s);
      // Both number their reports by the order.
      s.result('F', { sender: 'LAB', report: s.orderNumber, fates: [failed] });
      s.wait(20);
      s.result('F', { sender: 'MIKRO', report: s.orderNumber });
      s.ask(s.orderNumber, 'failed');
    },
  },
  {
    name: 'two-record-systems-one-failed',
    weight: 6,
    tell(s) {
      ordered(s);
      s.result('F', { receiver: 'EPJ', fates: [failed] });
      s.wait(2);
      s.result('F', { receiver: 'KURVE' });
      s.ask(s.orderNumber, 'failed');
    },
  },
  {
    name: 'two-reports',
    weight: 12,
    tell(s) {
      ordered(s);
      s.result('F');
      s.wait(20);
      s.result('F', { report: `${s.reportNumber}B` });
      s.ask(s.orderNumber, 'receipted');
    },
  },
  {
    name: 'bedside',
    weight: 14,
    begins: overdue,
    tell(s) {
      s.order();
      s.wait(10);
      s.result('F', { channelId: 'bedside' });
      s.ask(s.orderNumber, 'receipted', { unread: 'not-enough' });
    },
  },
  {
    name: 'same-number-of-two-persons',
    weight: 6,
    tell(s) {
      ordered(s);
      const one = s.result('F');
      s.order({ person: s.other });
      const other = s.result('F', { person: s.other, report: `${s.reportNumber}B`, fates: [failed] });
      s.ask(s.orderNumber, 'several-match', { suffix: ' (the number)' });
      s.ask(one.controlId, 'receipted', { suffix: ' (the first)' });
      s.ask(other.controlId, 'failed', { suffix: ' (the second)' });
    },
  },
  {
    name: 'answer-on-another-person',
    weight: 4,
    tell(s) {
      ordered(s);
      s.result('F', { person: s.other });
      s.ask(s.orderNumber, 'several-match');
    },
  },
  {
    name: 'never-ordered',
    weight: 8,
    tell(s) {
      s.ask(`R9${s.orderNumber.slice(1)}`, 'not-ordered', { unread: 'not-enough' });
    },
  },
];
