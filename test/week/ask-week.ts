import type { PersonContext } from '../../src-main/app/handler.ts';
import { createTraceService } from '../../src-main/services/trace/trace-service.ts';
import type { Store } from '../../src-main/store/store.ts';
import type { InputOf, OutputOf } from '../../src-shared/contract/index.ts';
import { standardDueAt } from '../../src-shared/domain/trace/expectation.ts';
import type { ManualClock } from '../fakes/manual-clock.ts';
import { unreadChannel, type Week, type WeekQuestion, weekChannels, weekStart } from './week.ts';
import { createWeekEngine } from './week-engine.ts';

type Question = InputOf<'trace.ask'>['question'];
type Answer = OutputOf<'trace.ask'>;

/** One question with what was true and what was told. `told`: a code of a conclusion, or how else it was answered. */
export type Asked = { story: string; kind: Question['kind']; truth: string; told: string; ms: number };

type Deps = { store: Store; clock: ManualClock; isAllRead: boolean };

/** Asks each question as somebody on the phone would, and looks up what is meant where there is a choice. */
export async function askWeek(
  week: Week,
  questions: readonly WeekQuestion[],
  { store, clock, isAllRead }: Deps,
): Promise<Asked[]> {
  const { engine } = createWeekEngine(week);
  const [channelId, connectionId] = [unreadChannel, weekChannels[unreadChannel]];
  const hole = { connectionId, channelId, channelName: channelId, why: 'off' as const, knownTo: null };
  const service = createTraceService({
    cache: store.cache,
    groups: store.journal.groups,
    audit: store.journal.audit,
    hashPatient: () => '',
    dueAt: async () => standardDueAt,
    findEngine: () => engine,
    shownIds: () => [...new Set(Object.values(weekChannels))],
    holes: () => (isAllRead ? [] : [hole]),
    since: () => weekStart,
    waitingAt: () => null,
    clock,
  });
  const context = {
    account: { roles: ['liaison'] },
    signal: new AbortController().signal,
    describe: () => undefined,
  } as unknown as PersonContext;
  const ask = (question: Question, unitIds: string[]): Promise<Answer> => {
    const caller = { name: 'Kari Nordmann', unit: 'Post 3', unitIds, phone: '12345678' };
    return service.ask({ requestId: 'request-1', caller, reason: 'health-care', question }, context) as Promise<Answer>;
  };

  const asked: Asked[] = [];
  for (const each of questions) {
    const startedAt = performance.now();
    const answer = await ask(each.question, each.unitIds);
    const ms = performance.now() - startedAt;
    const told = await toldBy(answer, each);
    const truth = isAllRead ? each.truth.code : each.truth.codeUnread;
    asked.push({ story: each.story, kind: each.question.kind, truth, told, ms });
  }
  return asked;

  async function toldBy(answer: Answer, { among, unitIds }: WeekQuestion): Promise<string> {
    if (answer.kind === 'answer') return answer.story.conclusion.code;
    if (answer.kind === 'many') return 'several-match';
    if (answer.kind === 'mistyped') return 'mistyped';
    const meant = answer.items.find(({ ref }) =>
      among.some((message) => message.channelId === ref.channelId && String(message.id) === ref.nativeId),
    );
    if (meant === undefined) return 'not-among-choices';
    const chosen = await ask({ kind: 'message', ref: meant.ref }, unitIds);
    return chosen.kind === 'answer' ? chosen.story.conclusion.code : chosen.kind;
  }
}
