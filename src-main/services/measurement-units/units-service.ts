import { randomUUID } from 'node:crypto';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { noValue } from '../../../src-shared/domain/units/no-value.ts';
import { type SiteUnits, synonymRefusal } from '../../../src-shared/domain/units/site-units.ts';
import type { Emit, HandlersOf, PersonContext } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { UnitJudge } from '../../platform/units/unit-judge.ts';
import { describeFinding } from './describe-finding.ts';
import { createExpectedHandlers } from './expected-handlers.ts';
import { type FindingView, isInView, type ListDeps, listFindings, viewOf, withNames } from './list-findings.ts';
import { reportWords } from './report-words.ts';
import type { SiteShelf } from './site-shelf.ts';
import { writeUnitCsv, writeUnitHtml } from './write-report.ts';

export type UnitsDeps = Omit<ListDeps, 'now'> & {
  site: SiteShelf;
  /** Channels whose units are judged, of the connections shown. */
  judgedCount: () => number;
  clock: Pick<Clock, 'now'>;
  emit: Emit;
};

const maxItems = 500;

/** The engine of units is loaded when a finding is first looked at. */
async function judgeFor(units?: SiteUnits): Promise<UnitJudge> {
  const { loadUnitJudge } = await import('../../platform/units/unit-judge.ts');
  return loadUnitJudge(units);
}

/** Findings about measurement units: what wants a person, how each was judged, and what was decided. */
export function createUnitsService(deps: UnitsDeps): HandlersOf<'units'> {
  const { findings, decisions, site, clock, emit } = deps;
  const listing: ListDeps = { ...deps, now: clock.now };

  async function find(findingId: string) {
    const detail = await findings.get(findingId);
    const isShown = detail !== null && deps.idsIn(null).includes(detail.finding.connectionId);
    return isShown ? detail : null;
  }

  async function require(findingId: string) {
    const detail = await find(findingId);
    if (detail !== null) return detail.finding;
    throw new AppError('NOT_FOUND', 'There is no such finding.', { messageKey: 'units.refused.noFinding' });
  }

  async function changed(): Promise<void> {
    await site.refresh();
    emit('units.changed', {});
  }

  return {
    async list({ filter }) {
      const { views, inOrder, isCut } = await listFindings(listing, filter);
      const inView = (view: typeof filter.view) => views.filter((each) => isInView(each, view));
      const wanting = inView('wanting');
      const { judge } = await judgeFor();
      return {
        items: withNames(inView(filter.view).slice(0, maxItems), judge),
        counts: {
          wanting: wanting.length,
          urgent: wanting.filter((each) => each.urgent > 0 && !codeOnly(each)).length,
          ...{ asked: inView('asked').length, settled: inView('settled').length, all: views.length },
        },
        ...{ inOrder, isCut, judged: deps.judgedCount() },
        ...{ wrong: countWrong(views), channels: countByChannel(wanting.filter((each) => !codeOnly(each))) },
      };
    },

    async get({ findingId }) {
      const detail = await find(findingId);
      const history = await decisions.of(findingId);
      const known = { decisions: history.map(({ key: _key, ...decision }) => decision) };
      if (detail === null) return { ...nothing, ...known };
      const judge = await judgeFor(site.of(detail.finding));
      const [finding = null] = withNames([viewOf(listing, detail.finding, history[0] ?? null)], judge.judge);
      const { days, samples, inOrder } = detail;
      return { finding, ...describeFinding(detail.finding, judge), days, samples, inOrder, ...known };
    },

    async decide({ findingId, kind, owner, dueAt, untilAt, reason }, context) {
      const finding = await require(findingId);
      if (kind === 'synonym') {
        const judge = await judgeFor(site.of(finding));
        const { code, codeSystem, unit, sender } = finding;
        const refusal = synonymRefusal(judge.judge({ ...noValue, code, codeSystem, unit }, sender).unit);
        if (refusal !== null) throw refused('CONFLICT', refusal);
      }
      const now = clock.now();
      if (kind === 'ignore' && (untilAt === null || untilAt <= now)) throw refused('BAD_INPUT', 'noDate');
      if (dueAt !== null && dueAt <= now) throw refused('BAD_INPUT', 'dateOver');
      const { findingId: _id, name: _name, ...rest } = finding;
      const { connectionId, channelId, sender, codeSystem, code, unit, expected, judgement } = rest;
      await decisions.decide({
        ...{ decisionId: randomUUID(), findingId, kind, owner, at: now, person: personOf(context), reason },
        key: { connectionId, channelId, sender, codeSystem, code, unit, expected, judgement },
        dueAt: kind === 'sender' || kind === 'receiver' ? dueAt : null,
        untilAt: kind === 'ignore' ? untilAt : null,
      });
      context.describe({ target: findingId, summary: `decision: ${kind}` });
      await changed();
      return { done: true };
    },

    ...createExpectedHandlers({ decisions, now: clock.now, changed }),

    async report({ filter, format, language }, context) {
      const { views, inOrder } = await listFindings(listing, filter);
      const shown = views.filter((each) => isInView(each, filter.view));
      const { judge } = await judgeFor();
      const report = {
        findings: withNames(shown, judge),
        ...{ inOrder, wrong: countWrong(views), madeAt: clock.now(), madeBy: context.account.name },
      };
      context.describe({ summary: `findings: ${shown.length}; format: ${format}` });
      const text = format === 'csv' ? writeUnitCsv(report) : writeUnitHtml(report, reportWords(language));
      return { text, count: shown.length };
    },

    async withdraw({ findingId, decisionId, reason }, context) {
      await require(findingId);
      await decisions.withdraw({ decisionId, at: clock.now(), person: personOf(context), reason });
      context.describe({ target: findingId, summary: 'decision withdrawn' });
      await changed();
      return { done: true };
    },
  };
}

const nothing = {
  ...{ finding: null, expectedUcum: null, formula: null, reasons: [], example: null, readings: [] },
  ...{ days: [], samples: [], inOrder: 0, synonymRefused: null },
};

/** Nothing is wrong with a unit of which nothing is known. */
function codeOnly({ judgement }: Pick<FindingView, 'judgement'>): boolean {
  return judgement === 'unknown_code';
}

function countWrong(views: readonly FindingView[]): number {
  return views.filter((each) => !codeOnly(each)).reduce((sum, { messages }) => sum + messages, 0);
}

function countByChannel(views: readonly FindingView[]) {
  const byChannel = Map.groupBy(views, ({ connectionId, channelId }) => `${connectionId}/${channelId}`);
  return [...byChannel.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { connectionId, channelId } = first;
    return [{ connectionId, channelId, wanting: 1 + others.length }];
  });
}

function personOf({ account }: PersonContext): { accountId: string; name: string } {
  return { accountId: account.accountId, name: account.name };
}

function refused(code: 'CONFLICT' | 'BAD_INPUT', why: string): AppError {
  return new AppError(code, 'This decision is not possible.', { messageKey: `units.refused.${why}` });
}
