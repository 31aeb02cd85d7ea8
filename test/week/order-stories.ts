import { failed, filtered, queued, refused } from './destinations.ts';
import { ask, ordered, overdue, type StoryKind } from './story-kind.ts';

/** Orders, and the answers that are expected or late. */
export const orderStories: readonly StoryKind[] = [
  {
    name: 'lost',
    weight: 25,
    begins: overdue,
    tell(s) {
      s.order();
      s.ask(s.orderNumber, 'never-received', { unread: 'not-enough' });
    },
  },
  {
    name: 'awaited',
    weight: 20,
    begins: { from: 40, to: 1 },
    tell(s) {
      s.order({ isUrgent: false });
      s.ask(s.orderNumber, 'awaited');
    },
  },
  {
    name: 'late',
    weight: 10,
    begins: { from: 160, to: 70 },
    tell(s) {
      s.order();
      s.wait(60 * s.random.between(49, 60));
      ask(s, s.result('F'), 'receipted');
    },
  },
  ...(
    [
      ['order-refused', refused, 'refused'],
      ['order-failed', failed, 'failed'],
      ['order-waiting', queued, 'waiting'],
      ['order-filtered', filtered, 'filtered'],
    ] as const
  ).map(
    ([name, fate, code]): StoryKind => ({
      name,
      weight: 4,
      tell(s) {
        s.order({ fates: [fate] });
        s.ask(s.orderNumber, code);
      },
    }),
  ),
  {
    name: 'cancelled',
    weight: 12,
    tell(s) {
      ordered(s);
      s.cancel();
      s.ask(s.orderNumber, 'order-cancelled');
    },
  },
  {
    name: 'cancelled-yet-answered',
    weight: 4,
    tell(s) {
      ordered(s);
      s.cancel();
      s.wait(30);
      ask(s, s.result('F'), 'receipted');
    },
  },
  {
    name: 'cancelled-and-ordered-anew',
    weight: 3,
    begins: { from: 40, to: 12 },
    tell(s) {
      ordered(s);
      s.cancel();
      s.wait(5);
      s.order({ isUrgent: false });
      s.ask(s.orderNumber, 'awaited');
    },
  },
];
