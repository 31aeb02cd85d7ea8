import type { z } from 'zod';
import { type Role, roles } from '../domain/account.ts';

/**
 * Who may call: *anyone* (also signed out), *signed-in* (any role, also locked), or a list of roles of which one is enough.
 * `audit`: a query that shows (`view`) or searches content; its entry is committed before the handler runs.
 */
export type Access = 'anyone' | 'signed-in' | readonly Role[];

type Described<I extends z.ZodType, O extends z.ZodType, A extends Access> = { access: A; input: I; output: O };

export type Query<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  A extends Access = Access,
> = Described<I, O, A> & { type: 'query'; audit: 'view' | 'search' | null };
export type Command<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  A extends Access = Access,
> = Described<I, O, A> & { type: 'command' };
export type Procedure = Query | Command;

/** An event in the past tense; `stale` names the queries it makes out of date. */
export type ContractEvent<P extends z.ZodType = z.ZodType> = { type: 'event'; payload: P; stale: readonly string[] };

export type Noun = { procedures: Record<string, Procedure>; events: Record<string, ContractEvent> };

export function query<I extends z.ZodType, O extends z.ZodType, const A extends Access>(
  described: Described<I, O, A> & { audit?: 'view' | 'search' },
): Query<I, O, A> {
  return { type: 'query', audit: null, ...described };
}

export function command<I extends z.ZodType, O extends z.ZodType, const A extends Access>(
  described: Described<I, O, A>,
): Command<I, O, A> {
  return { type: 'command', ...described };
}

export function event<P extends z.ZodType>(described: { payload: P; stale: readonly string[] }): ContractEvent<P> {
  return { type: 'event', ...described };
}

export const everyRole: readonly Role[] = roles;
/** Those who see messages and lists of them. A liaison is told what became of one, and nothing of what it says. */
export const readers: readonly Role[] = roles.filter((role) => role !== 'liaison');
/** Those who run integrations: look deeper, edit, replay, brake. */
export const operators: readonly Role[] = ['operator', 'approver', 'administrator'];
/** Those who may take lists out of the console. */
export const exporters: readonly Role[] = ['approver', 'administrator'];
export const administrators: readonly Role[] = ['administrator'];
export const auditors: readonly Role[] = ['auditor', 'administrator'];
