import type { z } from 'zod';
import { accounts } from './accounts.ts';
import { affected } from './affected.ts';
import { alerts } from './alerts.ts';
import { approvals } from './approvals.ts';
import { audit } from './audit.ts';
import { connections } from './connections.ts';
import { contacts } from './contacts.ts';
import { rules } from './conversion-rules.ts';
import { expectations } from './expectations.ts';
import { failures } from './failures.ts';
import { groups } from './groups.ts';
import { handover } from './handover.ts';
import { incidents } from './incidents.ts';
import { units } from './measurement-units.ts';
import { message } from './message.ts';
import { messages } from './messages.ts';
import { monitor } from './monitor.ts';
import { practice } from './practice.ts';
import type { ContractEvent, Procedure } from './procedure.ts';
import { profiles } from './profiles.ts';
import { replay } from './replay.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { trace } from './trace.ts';
import { views } from './views.ts';
import { waiting } from './waiting.ts';
import { windows } from './windows.ts';

/** Everything that crosses the process border. */
export const contract = {
  accounts,
  affected,
  alerts,
  approvals,
  audit,
  connections,
  expectations,
  failures,
  groups,
  handover,
  incidents,
  message,
  messages,
  monitor,
  practice,
  profiles,
  replay,
  runs,
  settings,
  trace,
  rules,
  units,
  contacts,
  views,
  waiting,
  windows,
};

export type Contract = typeof contract;
export type NounName = keyof Contract;

type Joined<K extends 'procedures' | 'events'> = {
  [N in NounName]: { [P in keyof Contract[N][K] & string]: `${N}.${P}` }[keyof Contract[N][K] & string];
}[NounName];

export type ProcedureName = Joined<'procedures'>;
export type EventName = Joined<'events'>;

export type ProcedureOf<Name extends ProcedureName> = Name extends `${infer N extends NounName}.${infer P}`
  ? P extends keyof Contract[N]['procedures']
    ? Contract[N]['procedures'][P]
    : never
  : never;
export type EventOf<Name extends EventName> = Name extends `${infer N extends NounName}.${infer E}`
  ? E extends keyof Contract[N]['events']
    ? Contract[N]['events'][E]
    : never
  : never;

type Parsed<P> = P extends Procedure ? { input: z.infer<P['input']>; output: z.infer<P['output']> } : never;
export type InputOf<Name extends ProcedureName> = Parsed<ProcedureOf<Name>>['input'];
export type OutputOf<Name extends ProcedureName> = Parsed<ProcedureOf<Name>>['output'];
export type PayloadOf<Name extends EventName> = EventOf<Name> extends ContractEvent<infer P> ? z.infer<P> : never;

export type QueryName = { [N in ProcedureName]: ProcedureOf<N> extends { type: 'query' } ? N : never }[ProcedureName];
export type CommandName = Exclude<ProcedureName, QueryName>;

/** An event as it is pushed. `sequence` grows by one per core start; a gap means: everything may be stale. */
export type PushedEvent = { [N in EventName]: { name: N; payload: PayloadOf<N>; sequence: number } }[EventName];

/** Own-property look-up by full name; null when there is no such procedure. */
export function findProcedure(name: string): Procedure | null {
  return flatProcedures.get(name) ?? null;
}

export function findEvent(name: string): ContractEvent | null {
  return flatEvents.get(name) ?? null;
}

export const flatProcedures: ReadonlyMap<string, Procedure> = flatten((noun) => noun.procedures);
export const flatEvents: ReadonlyMap<string, ContractEvent> = flatten(
  (noun) => noun.events as Record<string, ContractEvent>,
);

function flatten<T>(pick: (noun: Contract[NounName]) => Record<string, T> | object): Map<string, T> {
  const flat = new Map<string, T>();
  for (const [nounName, noun] of Object.entries(contract)) {
    for (const [name, item] of Object.entries(pick(noun))) flat.set(`${nounName}.${name}`, item as T);
  }
  return flat;
}
