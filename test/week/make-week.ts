import { type Person, personOf } from '../../src-main/practice-engine/traffic/persons.ts';
import { createRandom, type Random } from '../../src-main/practice-engine/traffic/random.ts';
import { nationalStories } from './national-stories.ts';
import { hospitalStories } from './stories.ts';
import type { StoryKind } from './story-kind.ts';
import { createStoryWriter, type StoryWriter } from './story-writer.ts';
import {
  askedAt,
  type ChannelId,
  channelIds,
  dayMs,
  hourMs,
  secondMs,
  type Week,
  type WeekMessage,
  type WeekQuestion,
  weekStart,
} from './week.ts';

const kinds: readonly StoryKind[] = [...hospitalStories, ...nationalStories];
/** Of all messages; the others are letters, and say who was admitted where. */
const shareOfStories = 0.72;
const personsPerSeed = 400;
const admissions = ['A01', 'A02', 'A03', 'A08', 'A08', 'A08'];

/** A week of a hospital with `count` messages; the same seed gives the same week. What is true of each event is written down while it is made. */
export function makeWeek({ seed, count }: { seed: number; count: number }): Week {
  const random = createRandom(seed, 'week');
  const persons = personsFor(seed, count);
  const stories: StoryWriter[] = [];
  const messages: WeekMessage[] = [];
  const write = (kind: StoryKind | null) => {
    const { from = 160, to = 18 } = kind?.begins ?? {};
    const writer = createStoryWriter({
      name: kind?.name ?? 'admission',
      number: seed * 10_000_000 + stories.length,
      person: random.pick(persons),
      other: random.pick(persons),
      startsAt: wholeSecond(askedAt - (to + random.next() * (from - to)) * hourMs),
      random,
    });
    if (kind !== null) kind.tell(writer);
    else if (random.next() < 0.1) writer.confirmed(writer.letter());
    else writer.admission(random.pick(admissions));
    // What has not happened yet when people ask is no part of the week.
    if (writer.messages.some(({ at }) => at >= askedAt)) return;
    stories.push(writer);
    messages.push(...writer.messages);
  };
  for (const kind of kinds) write(kind);
  while (messages.length < count * shareOfStories) write(pickKind(random));
  while (messages.length < count) write(null);
  const numbered = new Map(
    channelIds.map((channelId): [ChannelId, WeekMessage[]] => {
      const own = messages.filter((message) => message.channelId === channelId).toSorted((a, b) => a.at - b.at);
      own.forEach((message, place) => {
        message.id = place + 1;
      });
      return [channelId, own];
    }),
  );
  return { messages: numbered, questions: questionsOf(stories, random), count: messages.length };
}

function personsFor(seed: number, count: number): Person[] {
  const wanted = Math.max(400, Math.round(count / 8));
  return Array.from({ length: wanted }, (_, at) => personOf(seed * 1000 + Math.floor(at / personsPerSeed), at));
}

const weightOfAll = kinds.reduce((sum, { weight }) => sum + weight, 0);

function pickKind(random: Random): StoryKind {
  let left = random.next() * weightOfAll;
  for (const kind of kinds) {
    left -= kind.weight;
    if (left < 0) return kind;
  }
  return hospitalStories[0] as StoryKind;
}

/** By the numbers of the papers, and for every third story by the number of the person or by the day of birth. */
function questionsOf(stories: readonly StoryWriter[], random: Random): WeekQuestion[] {
  const byBirth = new Map<string, StoryWriter[]>();
  for (const story of stories)
    for (const date of new Set(story.messages.map(({ birthDate }) => birthDate)))
      if (date !== null) byBirth.set(date, [...(byBirth.get(date) ?? []), story]);
  return stories.flatMap((story) => {
    const [only, ...more] = story.questions;
    const first = story.messages[0];
    const isAbout = new Set(story.messages.map(({ birthDate }) => birthDate).filter((date) => date !== null));
    if (only === undefined || more.length > 0 || first === undefined || isAbout.size > 1) return story.questions;
    const draw = random.next();
    if (draw < 0.2) return [{ ...only, question: { kind: 'number', text: story.person.nationalNumber } }];
    if (draw < 0.4) return [byDayOfBirth(story, { only, first, alike: byBirth.get(story.person.birthDate) ?? [] })];
    return [only];
  });
}

type Birth = { only: WeekQuestion; first: WeekMessage; alike: readonly StoryWriter[] };

/** The caller knows who ordered, and the day in Norway. */
function byDayOfBirth({ person }: StoryWriter, { only, first, alike }: Birth): WeekQuestion {
  const dayAt = weekStart + Math.floor((first.at - weekStart) / dayMs) * dayMs;
  const day = new Date(dayAt + hourMs).toISOString().slice(0, 10).replaceAll('-', '');
  const requester = first.parties[0] ?? '';
  const matching = alike.filter(({ messages }) =>
    messages.some(
      ({ at, role, birthDate, parties }) =>
        role !== 'other' &&
        birthDate === person.birthDate &&
        at >= dayAt &&
        at < dayAt + dayMs &&
        parties.some((party) => party.includes(requester)),
    ),
  );
  const question = { kind: 'birth' as const, birthDate: person.birthDate, day, requester };
  if (matching.length === 1) return { ...only, question };
  const truth = { code: 'several-match', codeUnread: 'several-match' } as const;
  return { ...only, story: `${only.story} (born the same day)`, question, truth };
}

const wholeSecond = (at: number) => Math.floor(at / secondMs) * secondMs;
