import type { Procedure } from '../../src-shared/contract/procedure.ts';

/**
 * Commands that change nothing and are not worth an entry in the audit log. Nor are they use of a session by themselves:
 * a page that stays open keeps figures fresh alone, `accounts.stillHere` says in its handler what it is, a file is one thing however many pieces it has,
 * and the text of a search is held or noted by the page that asks it, which is audited.
 */
const unauditedCommands: ReadonlySet<string> = new Set([
  'monitor.keepFresh',
  'accounts.stillHere',
  'message.putFile',
  'views.hold',
  'views.noteRecent',
]);

/** Procedures refused to names that stand for no person (design §4). */
export const personOnly: ReadonlySet<string> = new Set([
  'message.reveal',
  'message.revealMany',
  'message.previewEdit',
  'message.previewEditOfMany',
  'message.editedBytes',
  'affected.freeze',
  'affected.note',
  'affected.export',
  'failures.export',
  'failures.handle',
  'failures.decide',
  'failures.takeBack',
  'replay.start',
  'replay.settleOtherwise',
  'runs.start',
  'runs.resume',
  'runs.report',
  'incidents.open',
  'incidents.note',
  'incidents.resolve',
  'incidents.export',
  'handover.sign',
  'handover.receive',
  'approvals.askRun',
  'approvals.askMessage',
  'approvals.grant',
  'approvals.refuse',
  'approvals.review',
]);

export type AuditAction = 'view' | 'search' | 'command' | 'security';

/** How a call is audited; null = not at all. */
export function auditActionOf(name: string, procedure: Procedure): AuditAction | null {
  if (procedure.type === 'query') return procedure.audit;
  if (unauditedCommands.has(name)) return null;
  return name.startsWith('accounts.') ? 'security' : 'command';
}

const idNames = [
  'failureId',
  'replayId',
  'approvalId',
  'runId',
  'accountId',
  'scenarioId',
  'receiverId',
  'connectionId',
] as const;
/** Settings and choices from closed lists; free text and content never get here. */
const choiceNames = ['action', 'stage', 'connectorId', 'environment', 'mode', 'isActive', 'speed', 'disabled'] as const;

/** Which thing the input names, by id; null when it names none. */
export function targetOf(input: unknown): string | null {
  const fields = fieldsOf(input);
  const ref = fieldsOf(fields.ref);
  if (typeof ref.nativeId === 'string') return joinIds([ref.connectionId, ref.channelId, ref.nativeId]);
  if (Array.isArray(fields.refs)) return joinRefs(fields.refs);
  if (typeof fields.channelId === 'string') return joinIds([fields.connectionId, fields.channelId]);
  const named = idNames.find((name) => typeof fields[name] === 'string');
  if (named !== undefined) return joinIds([fields[named]]);
  const connection = fieldsOf(fields.connection);
  return typeof connection.connectionId === 'string' ? joinIds([connection.connectionId]) : null;
}

/** What was chosen, e.g. `action: stop; connectorId: 1`. */
export function summaryOf(input: unknown): string {
  const fields = fieldsOf(input);
  return choiceNames
    .filter((name) => ['string', 'number', 'boolean'].includes(typeof fields[name]))
    .map((name) => `${name}: ${String(fields[name]).slice(0, 80)}`)
    .join('; ');
}

export function reasonOf(input: unknown): string | null {
  const { reason, acceptedErrors } = fieldsOf(input);
  const reasons = [reason, fieldsOf(acceptedErrors).reason].filter((each) => typeof each === 'string');
  return reasons.length === 0 ? null : reasons.join(' | ');
}

/**
 * The terms of a search without its page, as one text whose order does not matter, and the names of what was asked. Null without a text:
 * then content is not looked into.
 */
export function searchTermsOf(input: unknown): { terms: string; kind: string } | null {
  const fields = fieldsOf(input);
  const filter = 'filter' in fields ? fieldsOf(fields.filter) : fields;
  if (typeof filter.text !== 'string' || filter.text === '') return null;
  const asked = Object.entries(filter)
    .filter(([name, value]) => name !== 'cursor' && name !== 'limit' && value !== null && value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return { terms: JSON.stringify(asked), kind: asked.map(([name]) => name).join(', ') };
}

/** Every message of a list: who has seen one of them must be found. */
function joinRefs(refs: unknown[]): string {
  return refs
    .map(fieldsOf)
    .map((ref) => joinIds([ref.connectionId, ref.channelId, ref.nativeId]))
    .join(', ');
}

function joinIds(ids: unknown[]): string {
  return ids
    .filter((id) => typeof id === 'string')
    .join('/')
    .slice(0, 300);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
