import type { AuditEvents } from '../events.ts';
import type { EngineLogs } from '../logs.ts';
import type { Channel } from '../routing/channel.ts';
import type { RoutingDefinition } from '../routing/definitions.ts';
import type { Answer } from './answer.ts';

/** What the API sees of the engine. */
export type RestEngine = {
  serverId: string;
  routing: RoutingDefinition;
  channels: readonly Channel[];
  logs: EngineLogs;
  events: AuditEvents;
  now(): number;
  /** 0 OK, 2 engine starting, 3 initial deploy. */
  serverStatus(): number;
  userName: string;
  lastLoginAt(): number;
};

/** One call as a handler sees it; `body` is decoded text, '' when there is none. */
export type Call = {
  engine: RestEngine;
  params: Record<string, string>;
  query: URLSearchParams;
  body: string;
  contentType: string;
};

/** A path with `{name}` parts. `accepts` are the content types of a body; a call with another gets 415. */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  produces?: 'text';
  accepts?: readonly string[];
  handle: (call: Call) => Answer | Promise<Answer>;
};

/** Adds a row to the audit table, as the real engine does for the calls of mirth-api [18]. */
export function audit(call: Call, name: string, attributes: Record<string, string> = {}): void {
  const lines = Object.entries(attributes).map(([key, value]): [string, string] => [key, `${value}\n`]);
  call.engine.events.add({ name, attributes: lines });
}

/** The text that the engine's audit rows give for a channel. */
export function channelText(channel: Channel): string {
  return `Channel[id=${channel.definition.id},name=${channel.definition.name}]`;
}

export function findChannel(call: Call): Channel | null {
  return call.engine.channels.find((channel) => channel.definition.id === call.params.channelId) ?? null;
}

export const xmlOrJson = ['application/xml', 'application/json'] as const;
