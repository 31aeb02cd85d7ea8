import type { TLSSocket } from 'node:tls';
import { Client, type Dispatcher, Pool } from 'undici';
import type { AppError } from '../../../src-shared/domain/app-error.ts';
import { cancelled } from '../../platform/network/network-faults.ts';
import { connectTls } from '../../platform/network/tls-socket.ts';
import type { MirthAnswer } from './mirth-answers.ts';
import { fault, faultOfLostAnswer } from './mirth-faults.ts';
import type { MirthTarget } from './mirth-tls.ts';

/** What a question is about; health is kept per topic. */
export type MirthTopic = 'statuses' | 'system' | 'names' | 'log' | 'search' | 'message' | 'login' | 'command';

/**
 * `path` below the API's base, starting with `/`. `query` values are encoded here; a list repeats the name. Never put dates into it (mirth-api fact 6).
 * `maxBytes`: an answer that grows larger is cut off. `allow`: statuses besides 2xx that are answers, not errors.
 */
export type MirthRequest = {
  topic: MirthTopic;
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string | number | boolean | readonly (string | number)[]>;
  body?: { contentType: string; text: string };
  timeoutMs?: number;
  maxBytes?: number;
  allow?: readonly number[];
};

export type MirthHead = Omit<MirthAnswer, 'bytes'>;
/** Chooses where the bytes go when the head is known. */
export type MirthSink = (head: MirthHead) => (chunk: Uint8Array) => void;

export type MirthTransport = {
  /** One question, any status. Reads at most `maxBytes` and one chunk. @throws AppError ENGINE_UNREACHABLE | ENGINE_PROTOCOL | CANCELLED */
  exchange(request: MirthRequest, cookie: string | null, sink: MirthSink, signal: AbortSignal): Promise<MirthHead>;
  /** One command, any status, on a connection of its own. @throws AppError ENGINE_UNREACHABLE before the first byte, OUTCOME_UNKNOWN from then on */
  sendOnce(request: MirthRequest, cookie: string, signal: AbortSignal): Promise<MirthAnswer>;
  requestCount(): number;
  /** Aborts when `close` was called. */
  lifetime: AbortSignal;
  close(): Promise<void>;
};

export const maxAnswerBytes = 64 * 1024 * 1024;
const idleSocketMs = 15_000;
/** One deadline over connecting, waiting and reading is kept here; undici's own would start anew with each part. */
const noTimers = { headersTimeout: 0, bodyTimeout: 0, pipelining: 1 };

type Wire = {
  tls: MirthTarget;
  answerTimeoutMs: number;
  lifetime: AbortSignal;
  send(
    dispatcher: Dispatcher,
    request: MirthRequest,
    cookie: string | null,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData>;
};

/** Requests over pinned TLS with bounds in time and bytes. Source: Mirth/OIE 4.5.2 REST, mirth-api §1. */
export function createMirthTransport(deps: { tls: MirthTarget; answerTimeoutMs: number }): MirthTransport {
  const { address } = deps.tls;
  const closing = new AbortController();
  const lifetime = closing.signal;
  let requestCount = 0;
  const pool = new Pool(address.origin, {
    ...noTimers,
    connections: 4,
    keepAliveTimeout: idleSocketMs,
    connect: (_options, callback) => {
      connectTls(deps.tls, lifetime).then(
        (socket) => callback(null, socket),
        (error: Error) => callback(error, null),
      );
    },
  });
  const wire: Wire = {
    ...deps,
    lifetime,
    async send(dispatcher, request, cookie, signal) {
      requestCount += 1;
      return await dispatcher.request({
        method: request.method,
        path: address.basePath + request.path + queryText(request.query),
        headers: headersOf(request, cookie),
        body: request.body === undefined ? null : Buffer.from(request.body.text, 'utf8'),
        signal,
      });
    },
  };

  return {
    exchange: (request, cookie, sink, signal) => exchangeOver(wire, { pool, request, cookie, sink }, signal),
    sendOnce: (request, cookie, signal) => sendOnceOver(wire, { request, cookie }, signal),
    requestCount: () => requestCount,
    lifetime,
    async close() {
      closing.abort();
      await pool.destroy();
    },
  };
}

async function exchangeOver(
  wire: Wire,
  { pool, request, cookie, sink }: { pool: Pool; request: MirthRequest; cookie: string | null; sink: MirthSink },
  signal: AbortSignal,
): Promise<MirthHead> {
  const { lifetime } = wire;
  const { host, port } = wire.tls.address;
  const timeout = AbortSignal.timeout(request.timeoutMs ?? wire.answerTimeoutMs);
  let hasAnswer = false;
  try {
    const response = await wire.send(pool, request, cookie, AbortSignal.any([signal, timeout, lifetime]));
    hasAnswer = true;
    const head = headOf(response);
    await drain(response.body, sink(head), request.maxBytes ?? maxAnswerBytes);
    return head;
  } catch (error) {
    if (signal.aborted || lifetime.aborted) throw cancelled();
    if (timeout.aborted) throw fault('ENGINE_UNREACHABLE', 'engine.reason.noAnswer', { host, port }, error);
    throw faultOfExchange(error, hasAnswer, { host, port });
  }
}

/** The connection stands before the request is handed to it: what fails later may have been carried out. */
async function sendOnceOver(
  wire: Wire,
  { request, cookie }: { request: MirthRequest; cookie: string },
  signal: AbortSignal,
): Promise<MirthAnswer> {
  const { origin, host, port } = wire.tls.address;
  const timeout = AbortSignal.timeout(request.timeoutMs ?? wire.answerTimeoutMs);
  const any = AbortSignal.any([signal, timeout, wire.lifetime]);
  const socket = await connectTls(wire.tls, any);
  if (any.aborted) {
    socket.destroy();
    throw cancelled();
  }
  const client = new Client(origin, { ...noTimers, connect: once(socket) });
  try {
    const response = await wire.send(client, request, cookie, any);
    const collector = collectBytes();
    await drain(response.body, collector.push, request.maxBytes ?? maxAnswerBytes);
    return { ...headOf(response), bytes: collector.bytes() };
  } catch (error) {
    throw fault('OUTCOME_UNKNOWN', 'engine.reason.outcomeUnknown', { host, port }, error);
  } finally {
    await client.destroy();
  }
}

export function collectBytes() {
  let chunks: Uint8Array[] = [];
  return {
    push: (chunk: Uint8Array) => void chunks.push(chunk),
    clear: () => {
      chunks = [];
    },
    bytes: () => new Uint8Array(Buffer.concat(chunks)),
  };
}

function faultOfExchange(error: unknown, hasAnswer: boolean, place: { host: string; port: number }): AppError {
  const lost = faultOfLostAnswer(error, place);
  const isCut = hasAnswer && lost.messageKey === 'engine.reason.connectionLost';
  return isCut ? fault('ENGINE_PROTOCOL', 'engine.reason.cutOff', place, error) : lost;
}

function headersOf(request: MirthRequest, cookie: string | null): Record<string, string> {
  return {
    accept: 'application/xml, text/plain;q=0.5',
    'x-requested-with': 'Vaktbord',
    ...(request.body === undefined ? {} : { 'content-type': request.body.contentType }),
    ...(cookie === null ? {} : { cookie: `JSESSIONID=${cookie}` }),
  };
}

function headOf(response: Dispatcher.ResponseData): MirthHead {
  const contentType = String(response.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  const cookies = [response.headers['set-cookie'] ?? []].flat().map((text) => /^JSESSIONID=([^;]*)/.exec(text)?.[1]);
  const cookie = cookies.find((value) => value !== undefined) ?? null;
  return { status: response.statusCode, contentType: contentType.trim().toLowerCase(), cookie };
}

/** Reads to the end, or until more than `maxBytes` came; then the connection is dropped. */
async function drain(
  body: Dispatcher.ResponseData['body'],
  push: (chunk: Uint8Array) => void,
  maxBytes: number,
): Promise<void> {
  let sizeBytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.length;
    push(chunk);
    if (sizeBytes > maxBytes) return; // leaving the loop destroys the stream
  }
}

/** Hands out one socket; a client that asks again has lost it, and must not send what it holds a second time. */
function once(socket: TLSSocket): NonNullable<Client.Options['connect']> {
  let isTaken = false;
  return (_options, callback) => {
    const isFirst = !isTaken;
    isTaken = true;
    // Later, never at once: undici overlooks a connection that is there before its own call has returned.
    queueMicrotask(() => {
      if (isFirst) callback(null, socket);
      else callback(fault('OUTCOME_UNKNOWN', 'engine.reason.outcomeUnknown'), null);
    });
  };
}

function queryText(query: MirthRequest['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
