import { createRandom } from '../../../src-main/practice-engine/traffic/random.ts';
import { failureKinds } from '../../../src-shared/domain/failure-kind.ts';
import { quantile } from '../figure.ts';
import type { Desk } from './ask.ts';
import { headerKeyQuestions, keyQuestions, type Question, substringQuestions, wordQuestions } from './questions.ts';
import { channelCount, type FailureSet, failedAtOf } from './seeded-failures.ts';

/** ms. `found`: groups, or questions with an answer. */
export type Measured = { p50: number; p95: number; max: number; count: number; found: number };
export const kinds = ['key', 'header', 'word', 'substring', 'groups', 'facets', 'page', 'messages'] as const;
export type Kind = (typeof kinds)[number];

/** Asks `count` questions of a kind, one after the other. Throws when an answer is not what the set holds. */
export async function measure(kind: Kind, { desk, set, count }: { desk: Desk; set: FailureSet; count: number }) {
  switch (kind) {
    case 'key':
      return askAll(keyQuestions(count, set), desk.list);
    case 'header':
      return askAll(headerKeyQuestions(count, set), desk.messages);
    case 'word':
      return askAll(wordQuestions(count, set), desk.list);
    case 'substring':
      return askAll(substringQuestions(count, set), desk.list);
    case 'groups':
      return timeAll(Math.ceil(count / 10), async () => (await desk.groups()).items.length);
    case 'facets':
      return timeAll(count, async (index) => (await desk.facets(facetFilter(index))).channels.length);
    case 'page':
      return timeAll(count, async (index) => (await desk.list(pageFilter(index, set))).items.length);
    case 'messages':
      return timeAll(count, async (index) => (await desk.messages(messagesFilter(index, set))).items.length);
    default:
      return kind satisfies never;
  }
}

type Ask = (
  filter: { text: string },
  cursor: string | null,
) => Promise<{ items: readonly unknown[]; nextCursor: string | null }>;

/** Until the first hits, or to the end: an answer may say that its time was up and where to go on. */
function askAll(questions: Question[], ask: Ask): Promise<Measured> {
  return timeAll(questions.length, async (index) => {
    const { text, isThere } = questions[index]!;
    let { items, nextCursor } = await ask({ text }, null);
    while (items.length === 0 && nextCursor !== null) ({ items, nextCursor } = await ask({ text }, nextCursor));
    if (items.length > 0 !== isThere)
      throw new Error(`${items.length} messages hold ${text}, which is ${isThere ? '' : 'not '}there.`);
    return items.length;
  });
}

async function timeAll(count: number, ask: (index: number) => Promise<number>): Promise<Measured> {
  const taken: number[] = [];
  let found = 0;
  for (let index = 0; index < count; index += 1) {
    const startedAt = performance.now();
    const answer = await ask(index);
    taken.push(performance.now() - startedAt);
    found = Math.max(found, answer);
  }
  return { p50: quantile(taken, 0.5), p95: quantile(taken, 0.95), max: Math.max(...taken), count, found };
}

function facetFilter(index: number) {
  const channelId = index % 3 === 1 ? `channel-${index % channelCount}` : null;
  const kind = index % 3 === 2 ? failureKinds[index % failureKinds.length]! : null;
  return { state: 'open' as const, channelId, kind };
}

/** Pages down to any time: of everything, of a channel, of a channel and kind. */
function pageFilter(index: number, set: FailureSet) {
  const random = createRandom('page', index);
  const to = failedAtOf(random.between(0, set.count - 1), set);
  const state = (['open', 'all', 'resolved'] as const)[index % 3]!;
  const channelId = index % 2 === 0 ? `channel-${random.between(0, channelCount - 1)}` : null;
  return { state, to, channelId };
}

function messagesFilter(index: number, set: FailureSet) {
  const { to, channelId } = pageFilter(index, set);
  return { to, channelId };
}
