import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { errorTemplate } from '../../../src-shared/domain/failure-cause/error-template.ts';
import { causeOf, type FailureCause } from '../../../src-shared/domain/failure-cause/failure-cause.ts';
import {
  type GroupDecision,
  type GroupEntry,
  groupStateOf,
  wantsPerson,
} from '../../../src-shared/domain/failure-group.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import type { CauseGroup, Store } from '../../store/store.ts';
import type { CauseRules } from './cause-rules.ts';

export type GroupsDeps = {
  cache: Pick<Store['cache'], 'listGroups' | 'groupDetail' | 'getFailure'>;
  journal: Pick<Store['journal'], 'groups'>;
  clock: Pick<Clock, 'now'>;
  emit: Emit;
  /** Connections of the environment the console shows. */
  shownIds: () => string[];
  causeRules: CauseRules;
};

type GroupView = OutputOf<'groups.list'>['items'][number];

const trendSlots = 48;
const trendMs = 24 * 3600_000;

/** Failures by cause: counts from the cache, what people decided from the journal. */
export function createGroupsService(deps: GroupsDeps): HandlersOf<'groups'> {
  const { cache, journal, clock, causeRules } = deps;
  const ruleNameOf = ({ scope }: FailureCause) => (scope.kind === 'rule' ? causeRules.nameOf(scope.ruleId) : null);
  const view = (group: CauseGroup, decision: GroupDecision | null, now: number): GroupView => ({
    ...viewOf(group, decision, now),
    ruleName: ruleNameOf(group.cause),
  });

  return {
    async list({ connectionId, channelId, kind }) {
      const connectionIds = deps.shownIds().filter((id) => connectionId === null || id === connectionId);
      if (connectionIds.length === 0) return { items: [], wanting: 0 };
      const found = await cache.listGroups({ connectionIds, channelId, kind });
      const decisions = await journal.groups.decisions(found.map(({ groupId }) => groupId));
      const byGroup = new Map(decisions.map((entry) => [entry.groupId, entry]));
      const items = found.map((each) => view(each, byGroup.get(each.groupId) ?? null, clock.now()));
      const wanting = items.filter(({ state }) => wantsPerson(state));
      const others = items.filter(({ state }) => !wantsPerson(state));
      return { items: [...wanting, ...others], wanting: wanting.length };
    },

    async get({ groupId }) {
      const now = clock.now();
      const [detail, entries] = await Promise.all([
        cache.groupDetail({ groupId, connectionIds: deps.shownIds(), from: now - trendMs, to: now, slots: trendSlots }),
        journal.groups.entries(groupId),
      ]);
      const decision = entries.find(({ act }) => act !== 'note' && act !== 'runbook') ?? null;
      const group =
        detail === null
          ? null
          : { ...detail, ...view({ ...detail, channelCount: detail.channels.length }, decision, now) };
      return { group, runbook: runbookOf(entries), entries };
    },

    async why({ failureId }) {
      const failure = await cache.getFailure(failureId);
      if (failure === null || !deps.shownIds().includes(failure.connectionId))
        throw new AppError('NOT_FOUND', 'There is no such failure.', { messageKey: 'groups.refused.noFailure' });
      const { groupId, oneLine } = failure;
      const cause = causeOf(failure, causeRules.current());
      // A rule compares what it names, not the text as a whole.
      const stripped = cause.scope.kind === 'rule' ? [] : errorTemplate(oneLine).stripped;
      return { groupId, cause, ruleName: ruleNameOf(cause), oneLine, stripped };
    },

    rules: () => Promise.resolve({ rules: [...causeRules.current()], isRegrouping: causeRules.isRegrouping() }),
    tryRules: ({ rules }) => causeRules.tryOut(rules),
    async saveRules({ rules }, context) {
      context.describe({ summary: `rules: ${rules.length}` });
      await causeRules.save(rules);
      return { done: true };
    },

    async openRunbook({ groupId }, context) {
      context.describe({ target: groupId });
      const address = runbookOf(await journal.groups.entries(groupId));
      if (address === null || !isWebAddress(address))
        throw new AppError('NOT_FOUND', 'There is no runbook.', { messageKey: 'groups.refused.noRunbook' });
      return { address };
    },

    async act(input, context) {
      const { act, groups } = input;
      const [first] = groups;
      context.describe({
        target: groups.length === 1 && first ? first.groupId : '',
        summary: `${act}, ${groups.length} groups`,
      });
      refuseIncomplete(input, clock.now());
      const common = { at: clock.now(), person: context.account.name, act, ...partsOf(input) };
      await journal.groups.put(groups.map((group): GroupEntry => ({ ...group, ...common })));
      deps.emit('groups.changed', { groupIds: groups.map(({ groupId }) => groupId) });
      return { done: true };
    },
  };
}

function viewOf(group: CauseGroup, decision: GroupDecision | null, now: number): Omit<GroupView, 'ruleName'> {
  const { groupId, cause, sample, open, urgent, firstAt, lastAt, channelCount, channelName, connectorName } = group;
  const { state, grownBy } = groupStateOf(decision, group, now);
  return {
    ...{ groupId, cause, sample, open, urgent, firstAt, lastAt, channelCount, channelName, connectorName },
    ...{ state, grownBy },
    owner: state === 'assigned' ? (decision?.owner ?? null) : null,
    snoozedUntil: state === 'snoozed' ? (decision?.until ?? null) : null,
    decidedBy: decision?.person ?? null,
    decidedAt: decision?.at ?? null,
  };
}

function runbookOf(entries: readonly GroupEntry[]): string | null {
  return entries.find(({ act }) => act === 'runbook')?.text || null;
}

type ActInput = InputOf<'groups.act'>;

/** Only what the act is about is kept, whatever a form sent along. */
function partsOf({ act, owner, until, text }: ActInput): Pick<GroupEntry, 'owner' | 'until' | 'text'> {
  return {
    owner: act === 'assign' ? owner : null,
    until: act === 'snooze' ? until : null,
    text: text === '' && act !== 'runbook' ? null : text,
  };
}

/** @throws AppError BAD_INPUT */
function refuseIncomplete({ act, owner, until, text }: ActInput, now: number): void {
  if (act === 'assign' && owner === null) throw incomplete('owner');
  if (act === 'snooze' && (until === null || until <= now)) throw incomplete('until');
  if ((act === 'resolve' || act === 'note') && (text ?? '').length < 3) throw incomplete('text');
  if (act === 'runbook' && (text === null || (text !== '' && !isWebAddress(text)))) throw incomplete('address');
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

function incomplete(part: 'owner' | 'until' | 'text' | 'address'): AppError {
  return new AppError('BAD_INPUT', `This needs another ${part}.`, { messageKey: `groups.refused.${part}` });
}
