import { createRandom } from './random.ts';

/** An order, and the answer that is about it. `person`: which of the seed's persons. */
export type Order = { number: string; person: number; isUrgent: boolean };

const families = {
  lab: { order: 'lab-order', answer: 'lab-result', prefix: 'RL' },
  radiology: { order: 'radiology-order', answer: 'radiology-report', prefix: 'RR' },
} as const;
type Family = keyof typeof families;

/** Of a hundred orders five are never answered, five late. */
const shares = { away: 0.05, late: 0.1, urgent: 0.04 };
/** An answer comes when so many other orders have been placed. */
const waits = { normal: 1, late: 12 };

type Placed = { order: Order; left: number };

/**
 * What was ordered and waits for its answer. By the seed alone now and then an answer stays away or comes late, so that somebody has something to miss.
 * A restart forgets what waited: those answers stay away too.
 */
export class OrderBook {
  readonly #seed: number;
  readonly #waiting: Record<Family, Placed[]> = { lab: [], radiology: [] };

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The order that the next message of a kind is about; null = of none that was placed here. */
  next(kind: string, sequence: number): Order | null {
    const family = (['lab', 'radiology'] as const).find((each) =>
      [families[each].order, families[each].answer].some((known) => known === kind),
    );
    if (family === undefined) return null;
    return kind === families[family].order ? this.#place(family, sequence) : this.#answer(family);
  }

  #place(family: Family, sequence: number): Order {
    const order = orderOf(this.#seed, family, sequence);
    const waiting = this.#waiting[family];
    for (const placed of waiting) placed.left -= 1;
    const chance = createRandom(this.#seed, order.number, 'fate').next();
    if (chance >= shares.away) waiting.push({ order, left: chance < shares.late ? waits.late : waits.normal });
    return order;
  }

  #answer(family: Family): Order | null {
    const waiting = this.#waiting[family];
    const at = waiting.findIndex(({ left }) => left <= 0);
    return at < 0 ? null : (waiting.splice(at, 1)[0]?.order ?? null);
  }
}

function orderOf(seed: number, family: Family, sequence: number): Order {
  const number = `${families[family].prefix}${sequence}`;
  const random = createRandom(seed, number, 'order');
  return { number, person: random.between(0, 399), isUrgent: random.next() < shares.urgent };
}
