import { failed, queued, refusedUnseen } from './destinations.ts';
import type { StoryKind } from './story-kind.ts';
import { type StoryWriter, surgeries } from './story-writer.ts';

const final = { status: 'F', service: 'N' } as const;
const preliminary = { status: 'P', service: 'N' } as const;
const corrected = { status: 'F', service: 'M' } as const;
const withdrawn = { status: 'F', service: 'C' } as const;

function requisitioned(s: StoryWriter): void {
  s.requisition();
  s.wait(s.random.between(60, 900));
}

const otherThan = (s: StoryWriter) => s.random.pick(surgeries.filter((id) => id !== s.surgery));

/** Between the hospital and surgeries, by the national format, with application receipts. */
export const nationalStories: readonly StoryKind[] = [
  {
    name: 'surgery-receipted',
    weight: 90,
    tell(s) {
      requisitioned(s);
      const answer = s.kithAnswer(final);
      s.wait(s.random.between(1, 60));
      s.appRec(answer, '1');
      s.ask(s.random.pick([s.orderNumber, s.reportNumber, answer.draft.id]), 'receipted', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-receipted-late',
    weight: 6,
    begins: { from: 160, to: 125 },
    tell(s) {
      requisitioned(s);
      const answer = s.kithAnswer(final);
      s.wait(60 * 100);
      s.appRec(answer, '1');
      s.ask(s.orderNumber, 'receipted', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-without-receipt',
    weight: 14,
    tell(s) {
      requisitioned(s);
      s.kithAnswer(final);
      s.ask(s.orderNumber, 'accepted-without-receipt', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-refused',
    weight: 12,
    tell(s) {
      requisitioned(s);
      const answer = s.kithAnswer(final);
      s.wait(10);
      s.appRec(answer, '2');
      s.ask(s.random.pick([s.orderNumber, answer.draft.id]), 'refused', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-refused-after-all',
    weight: 3,
    tell(s) {
      requisitioned(s);
      const answer = s.kithAnswer(final);
      s.wait(10);
      s.appRec(answer, '2');
      s.wait(10);
      // The first receipt is the final one.
      s.appRec(answer, '1');
      s.ask(s.orderNumber, 'refused', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-failed',
    weight: 8,
    tell(s) {
      requisitioned(s);
      s.kithAnswer(final, { fate: failed });
      s.ask(s.orderNumber, 'failed', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-misdirected',
    weight: 10,
    tell(s) {
      requisitioned(s);
      const other = otherThan(s);
      const answer = s.kithAnswer(final, { receiver: other, requester: other });
      s.wait(5);
      s.appRec(answer, '1');
      s.ask(s.orderNumber, 'other-recipient', { unitIds: s.random.pick([[s.surgery], []]) });
    },
  },
  {
    name: 'surgery-receipt-of-another',
    weight: 4,
    tell(s) {
      requisitioned(s);
      const answer = s.kithAnswer(final);
      s.wait(5);
      // Somebody else answers for a message that was not sent to it.
      s.appRec(answer, '1', otherThan(s));
      s.ask(s.orderNumber, 'accepted-without-receipt', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-corrected',
    weight: 10,
    tell(s) {
      requisitioned(s);
      s.confirmed(s.kithAnswer(final));
      s.wait(120);
      const newer = s.kithAnswer(corrected);
      s.wait(5);
      s.appRec(newer, '1');
      s.ask(s.orderNumber, 'receipted', { unitIds: [s.surgery] });
    },
  },
  ...(
    [
      ['surgery-corrected-refused', corrected, '2'],
      ['surgery-withdrawal-refused', withdrawn, '2'],
      ['surgery-final-refused', final, '2'],
    ] as const
  ).map(
    ([name, version, status]): StoryKind => ({
      name,
      weight: 5,
      tell(s) {
        requisitioned(s);
        s.confirmed(s.kithAnswer(version === final ? preliminary : final));
        s.wait(120);
        const newer = s.kithAnswer(version);
        s.wait(5);
        s.appRec(newer, status);
        s.ask(s.orderNumber, 'newer-not-arrived', { unitIds: [s.surgery] });
      },
    }),
  ),
  {
    name: 'surgery-corrected-waits',
    weight: 5,
    tell(s) {
      requisitioned(s);
      s.confirmed(s.kithAnswer(final));
      s.wait(120);
      s.kithAnswer(corrected, { fate: queued });
      s.ask(s.orderNumber, 'newer-not-arrived', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-correction-unconfirmed',
    weight: 5,
    tell(s) {
      requisitioned(s);
      s.confirmed(s.kithAnswer(final));
      s.wait(120);
      s.kithAnswer(corrected);
      s.ask(s.orderNumber, 'accepted-without-receipt', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-withdrawn',
    weight: 5,
    tell(s) {
      requisitioned(s);
      s.confirmed(s.kithAnswer(final));
      s.wait(120);
      const taken = s.kithAnswer(withdrawn);
      s.wait(5);
      s.appRec(taken, '1');
      s.ask(s.orderNumber, 'withdrawn', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-preliminary',
    weight: 6,
    tell(s) {
      requisitioned(s);
      s.confirmed(s.kithAnswer(preliminary));
      s.ask(s.orderNumber, 'preliminary-only', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'surgery-lost',
    weight: 6,
    begins: { from: 160, to: 52 },
    tell(s) {
      s.requisition();
      s.ask(s.orderNumber, 'never-received', { unitIds: [s.surgery], unread: 'not-enough' });
    },
  },
  {
    name: 'surgery-clock-ahead',
    weight: 4,
    tell(s) {
      requisitioned(s);
      const answer = s.kithAnswer(final);
      // The engine that got the receipt has a clock that is a little behind.
      s.wait(-1);
      s.appRec(answer, '1');
      s.ask(s.orderNumber, 'receipted', { unitIds: [s.surgery] });
    },
  },
  ...copied(),
  {
    name: 'answer-to-both-systems',
    weight: 8,
    tell(s) {
      requisitioned(s);
      s.result('F');
      s.wait(1);
      const answer = s.kithAnswer(final);
      s.wait(5);
      s.appRec(answer, '1');
      s.ask(s.orderNumber, 'receipted', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'answer-to-surgery-only',
    weight: 3,
    tell(s) {
      requisitioned(s);
      s.result('F', { fates: [failed] });
      s.wait(1);
      s.confirmed(s.kithAnswer(final));
      s.ask(s.orderNumber, 'receipted', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'correction-to-record-system-only',
    weight: 4,
    tell(s) {
      requisitioned(s);
      s.result('F');
      s.wait(1);
      s.confirmed(s.kithAnswer(final));
      s.wait(120);
      s.result('C');
      s.ask(s.orderNumber, 'newer-not-arrived', { unitIds: [s.surgery] });
    },
  },
  {
    name: 'answer-to-record-system-only',
    weight: 6,
    tell(s) {
      requisitioned(s);
      s.result('F');
      s.wait(1);
      s.kithAnswer(final, { fate: failed });
      s.ask(s.orderNumber, 'failed', { unitIds: [s.surgery] });
    },
  },
];

/** The same report to the one who ordered and to one who gets a copy, each by a message of its own. */
function copied(): StoryKind[] {
  const tellCopy = (
    s: StoryWriter,
    { first, second }: Record<'first' | 'second', 'receipted' | 'refused' | 'failed' | 'sent'>,
  ): { copy: string } => {
    const copy = otherThan(s);
    s.requisition({ copies: [copy] });
    s.wait(200);
    for (const [receiver, fate] of [
      [s.surgery, first],
      [copy, second],
    ] as const) {
      const options = fate === 'failed' ? { fate: failed } : {};
      const answer = s.kithAnswer(final, { receiver, copies: [copy], ...options });
      s.wait(s.random.between(1, 4));
      if (fate === 'receipted' || fate === 'refused') s.appRec(answer, fate === 'receipted' ? '1' : '2');
    }
    return { copy };
  };
  return [
    {
      name: 'copied',
      weight: 10,
      tell(s) {
        const { copy } = tellCopy(s, { first: 'receipted', second: 'receipted' });
        s.ask(s.orderNumber, 'receipted', { unitIds: s.random.pick([[s.surgery], [copy], []]) });
      },
    },
    {
      name: 'copy-refused',
      weight: 8,
      tell(s) {
        const { copy } = tellCopy(s, { first: 'receipted', second: 'refused' });
        s.ask(s.orderNumber, 'receipted', { unitIds: [s.surgery], suffix: ' (who ordered)' });
        s.ask(s.orderNumber, 'refused', { unitIds: [copy], suffix: ' (who gets the copy)' });
        s.ask(s.orderNumber, 'refused', { suffix: ' (unit not known)' });
      },
    },
    {
      name: 'only-the-copy-arrived',
      weight: 8,
      tell(s) {
        const { copy } = tellCopy(s, { first: 'failed', second: 'receipted' });
        s.ask(s.orderNumber, 'failed', { unitIds: [s.surgery], suffix: ' (who ordered)' });
        s.ask(s.orderNumber, 'receipted', { unitIds: [copy], suffix: ' (who gets the copy)' });
        s.ask(s.orderNumber, 'failed', { suffix: ' (unit not known)' });
      },
    },
    {
      name: 'copy-without-receipt',
      weight: 6,
      tell(s) {
        const { copy } = tellCopy(s, { first: 'sent', second: 'receipted' });
        s.ask(s.orderNumber, 'accepted-without-receipt', { unitIds: [s.surgery], suffix: ' (who ordered)' });
        s.ask(s.orderNumber, 'receipted', { unitIds: [copy], suffix: ' (who gets the copy)' });
        s.ask(s.orderNumber, 'accepted-without-receipt', { suffix: ' (unit not known)' });
      },
    },
    {
      name: 'correction-to-the-copy-only',
      weight: 6,
      tell(s) {
        const { copy } = tellCopy(s, { first: 'receipted', second: 'receipted' });
        s.wait(200);
        const newer = s.kithAnswer(corrected, { receiver: copy, copies: [copy] });
        s.wait(2);
        s.appRec(newer, '1');
        s.ask(s.orderNumber, 'newer-not-arrived', { unitIds: [s.surgery], suffix: ' (who ordered)' });
        s.ask(s.orderNumber, 'receipted', { unitIds: [copy], suffix: ' (who gets the copy)' });
      },
    },
    {
      name: 'correction-called-sent-and-refused',
      weight: 4,
      tell(s) {
        const { copy } = tellCopy(s, { first: 'receipted', second: 'receipted' });
        s.wait(200);
        for (const receiver of [s.surgery, copy])
          s.kithAnswer(corrected, { receiver, copies: [copy], fate: refusedUnseen });
        s.ask(s.orderNumber, 'newer-not-arrived', { unitIds: s.random.pick([[s.surgery], [copy], []]) });
      },
    },
  ];
}
