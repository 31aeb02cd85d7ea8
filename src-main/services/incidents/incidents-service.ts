import { randomUUID } from 'node:crypto';
import { operators } from '../../../src-shared/contract/procedure.ts';
import type { Account } from '../../../src-shared/domain/account.ts';
import { rankOf } from '../../../src-shared/domain/alerts/causes.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Environment } from '../../../src-shared/domain/connection.ts';
import { checksOf, withAwareAt } from '../../../src-shared/domain/duty/checklist.ts';
import { requireNoContent } from '../../../src-shared/domain/duty/free-text.ts';
import {
  type Incident,
  type IncidentAct,
  type IncidentLinks,
  nothingKnown,
  stateAfter,
} from '../../../src-shared/domain/duty/incident.ts';
import type { NewEntry } from '../../../src-shared/domain/duty/timeline.ts';
import type { Emit, HandlersOf, PersonContext } from '../../app/handler.ts';
import type { Clock, Logger } from '../../platform/ports.ts';
import type { JournalStore } from '../../store/store.ts';
import { createChecklistShelf } from './checklist-shelf.ts';
import { createIncidentExport } from './export-incident.ts';
import { createIncidentShelf } from './incident-shelf.ts';
import { createIncidentWatch } from './incident-watch.ts';
import { describeLinks } from './link-entries.ts';
import { whatWasBefore } from './what-was-before.ts';

export type IncidentsDeps = {
  journal: Pick<JournalStore, 'incidents' | 'alerts' | 'audit' | 'replays' | 'runs' | 'settings'>;
  environment: () => Environment;
  listAccounts: () => readonly Account[];
  clock: Clock;
  logger: Logger;
  emit: Emit;
};

const mostOpen = 500;

/** What happened, who has it, and what is to be told outside by when. Timelines write themselves (`incident-watch.ts`). */
export async function createIncidentsService(deps: IncidentsDeps) {
  const { journal, clock, emit } = deps;
  const shelf = await createIncidentShelf({ store: journal.incidents, emit });
  const watch = createIncidentWatch({ ...deps, shelf });
  void watch.catchUp();
  const checklist = await createChecklistShelf({ settings: journal.settings, emit });

  async function get(incidentId: string): Promise<Incident> {
    const found =
      shelf.open().find((each) => each.incidentId === incidentId) ?? (await journal.incidents.get(incidentId));
    if (found === null || found.environment !== deps.environment()) throw refusal('NOT_FOUND', 'noIncident');
    return found;
  }

  /** One change by a person, with its line on the timeline. */
  async function act(
    { incidentId }: { incidentId: string },
    context: PersonContext,
    make: (incident: Incident, at: number) => { incident: Incident; line: Line | null },
  ): Promise<{ done: true }> {
    context.describe({ target: incidentId });
    await shelf.change(incidentId, (before) => {
      if (before === null || before.environment !== deps.environment()) throw refusal('NOT_FOUND', 'noIncident');
      const at = clock.now();
      const { incident, line } = make(before, at);
      return line === null ? null : { incident, entries: [entryOf(line, at, context)] };
    });
    return { done: true };
  }

  function step(incident: Incident, name: IncidentAct): Incident['state'] {
    const next = stateAfter(incident.state, name);
    if (next === null) throw refusal('CONFLICT', 'state');
    return next;
  }

  async function open(
    { alertId, title, severity, channels }: Parameters<HandlersOf<'incidents'>['open']>[0],
    context: PersonContext,
  ): Promise<{ incidentId: string }> {
    requireNoContent(title);
    const alert = alertId === null ? null : await journal.alerts.get(alertId);
    if (alertId !== null && alert === null)
      throw new AppError('NOT_FOUND', 'There is no such alert.', { messageKey: 'alerts.refused.noAlert' });
    if (alert === null && title === null) throw refusal('BAD_INPUT', 'noTitle');
    const standing =
      alert === null ? undefined : shelf.open().find(({ links }) => links.alerts.includes(alert.alertId));
    if (standing !== undefined) return { incidentId: standing.incidentId };
    const at = clock.now();
    const own = alert?.channelId
      ? [{ connectionId: alert.connectionId, channelId: alert.channelId, name: alert.subjectName }]
      : [];
    const { facts, links } = { facts: nothingKnown, links: { ...noLinks, channels: [...own, ...channels] } };
    const person = personOf(context);
    const opened = await shelf.add(
      {
        ...{
          incidentId: randomUUID(),
          environment: alert?.environment ?? deps.environment(),
          openedAt: at,
          openedBy: person,
        },
        subject:
          alert === null
            ? null
            : { kind: alert.rule.condition.kind, name: alert.subjectName, engineName: alert.engineName },
        ...{ title, state: 'open', severity: severity ?? alert?.severity ?? 'warning', owner: null },
        ...{ acknowledgedAt: null, resolvedAt: null, cause: null, facts },
        links: { ...links, alerts: alert === null ? [] : [alert.alertId] },
        checks: checksOf(checklist.rules(), { openedAt: at, awareAt: facts.awareAt }),
      },
      [
        ...(alert === null ? [] : await whatWasBefore(journal, alert)),
        entryOf({ kind: 'opened', facts: {}, text: title }, at, context),
      ],
    );
    context.describe({ target: opened.incidentId, summary: opened.number });
    return { incidentId: opened.incidentId };
  }

  const handlers: HandlersOf<'incidents'> = {
    async list({ isOpen, cursor, limit }) {
      const environment = deps.environment();
      if (!isOpen) return journal.incidents.list({ environment, isOpen }, cursor, limit);
      const items = shelf.open().filter((each) => each.environment === environment);
      return { items: items.toSorted(compare).slice(0, mostOpen), nextCursor: null };
    },
    get: async ({ incidentId }) => ({ incident: await get(incidentId) }),
    async entries({ incidentId, cursor, limit }) {
      await get(incidentId);
      return journal.incidents.entries(incidentId, cursor, limit);
    },
    ofAlert: async ({ alertId }) => ({ incident: await journal.incidents.ofLink({ kind: 'alert', target: alertId }) }),
    people: async () => ({
      items: deps
        .listAccounts()
        .filter(mayAct)
        .map(({ accountId, name }) => ({ accountId, name })),
    }),
    open,
    acknowledge: (input, context) =>
      act(input, context, (incident, at) => ({
        incident: {
          ...incident,
          ...{ state: step(incident, 'acknowledge'), acknowledgedAt: at, owner: incident.owner ?? personOf(context) },
        },
        line: { kind: 'acknowledged', facts: {}, text: null },
      })),
    async assign({ accountId, ...input }, context) {
      const owner =
        accountId === null ? null : (deps.listAccounts().find((each) => each.accountId === accountId) ?? null);
      if (accountId !== null && owner === null) throw refusal('NOT_FOUND', 'owner');
      if (owner !== null && !mayAct(owner)) throw refusal('BAD_INPUT', 'owner');
      const name = owner?.name ?? '';
      return act(input, context, (incident) => ({
        incident: { ...incident, owner: owner === null ? null : { accountId: owner.accountId, name } },
        line: { kind: 'assigned', facts: { owner: name }, text: null },
      }));
    },
    async note({ text, ...input }, context) {
      requireNoContent(text);
      return act(input, context, (incident) => ({ incident, line: { kind: 'note', facts: {}, text } }));
    },
    async resolve({ cause, ...input }, context) {
      requireNoContent(cause);
      return act(input, context, (incident, at) => ({
        incident: { ...incident, state: step(incident, 'resolve'), resolvedAt: at, cause },
        line: { kind: 'resolved', facts: {}, text: cause },
      }));
    },
    async reopen({ text, ...input }, context) {
      requireNoContent(text);
      return act(input, context, (incident) => ({
        incident: { ...incident, state: step(incident, 'reopen'), resolvedAt: null, acknowledgedAt: null },
        line: { kind: 'reopened', facts: {}, text },
      }));
    },
    setSeverity: ({ severity, ...input }, context) =>
      act(input, context, (incident) => ({
        incident: { ...incident, severity },
        line: severity === incident.severity ? null : { kind: 'severity', facts: { severity }, text: null },
      })),
    async setFacts({ facts, ...input }, context) {
      requireNoContent(facts.controllers, facts.deviationNumber);
      return act(input, context, (incident, at) => {
        if (facts.awareAt !== null && facts.awareAt > at) throw refusal('BAD_INPUT', 'aware');
        const isMoved = facts.awareAt !== incident.facts.awareAt;
        const checks = isMoved ? withAwareAt(incident.checks, facts.awareAt) : incident.checks;
        const aware = isMoved && facts.awareAt !== null ? { awareAt: facts.awareAt } : {};
        return {
          incident: { ...incident, facts, checks },
          line: { kind: 'facts', facts: { harm: facts.harm, ...aware }, text: null },
        };
      });
    },
    async setLinks({ links, ...input }, context) {
      requireNoContent(links.runbook);
      return act(input, context, (incident) => ({
        incident: { ...incident, links },
        line: describeLinks(incident.links, links),
      }));
    },
    check: ({ checkId, isDone, ...input }, context) =>
      act(input, context, (incident, at) => {
        const found = incident.checks.find((each) => each.checkId === checkId);
        if (found === undefined) throw refusal('NOT_FOUND', 'noCheck');
        const doneAt = isDone ? at : null;
        const checks = incident.checks.map((each) =>
          each === found ? { ...each, doneAt, doneBy: isDone ? personOf(context) : null } : each,
        );
        const isSame = (found.doneAt !== null) === isDone;
        const line = {
          kind: isDone ? ('check-done' as const) : ('check-undone' as const),
          facts: { check: checkId },
          text: null,
        };
        return { incident: { ...incident, checks }, line: isSame ? null : line };
      }),
    export: createIncidentExport({ incidents: journal.incidents, get, clock }),
    checklist: async () => ({ rules: [...checklist.rules()] }),
    async saveChecklist({ rules }) {
      await checklist.save(rules);
      return { done: true };
    },
  };

  return { handlers, watch, open: shelf.open, close: watch.close };
}

type Line = Pick<NewEntry, 'kind' | 'facts' | 'text'>;
const noLinks: IncidentLinks = { alerts: [], groups: [], channels: [], affectedSets: [], runbook: null };

function entryOf(line: Line, at: number, context: PersonContext): NewEntry {
  return { ...line, at, person: personOf(context), source: null };
}

function personOf({ account }: PersonContext): { accountId: string; name: string } {
  return { accountId: account.accountId, name: account.name };
}

function mayAct({ disabled, roles }: Account): boolean {
  return !disabled && roles.some((role) => operators.includes(role));
}

/** The most severe first, and of those the one that has lasted longest. */
function compare(one: Incident, other: Incident): number {
  return rankOf(one.severity) - rankOf(other.severity) || one.openedAt - other.openedAt;
}

function refusal(code: 'NOT_FOUND' | 'BAD_INPUT' | 'CONFLICT', name: string): AppError {
  return new AppError(code, 'The incident cannot be changed so.', { messageKey: `duty.refused.${name}` });
}
