import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Receiver } from '../receivers/receiver.ts';
import { type Fault, faultSchema } from '../rest/fault.ts';
import type { Scenarios } from '../scenarios.ts';
import {
  type InjectAnswer,
  injectRequestSchema,
  receiverModeSchema,
  restartRequestSchema,
  scenarioRequestSchema,
  speedRequestSchema,
} from './control-types.ts';

/** What the control interface can do to an engine. */
export type ControlledEngine = {
  receivers: readonly Receiver[];
  findReceiver(id: string): Receiver | null;
  scenarios: Scenarios;
  setSpeed(factor: number): void;
  /** Sends a body over MLLP to a channel; undefined for an unknown one. */
  inject(channelId: string, body: Buffer): Promise<InjectAnswer | undefined>;
  /** Sessions and logs go, counters and messages stay; waits until the engine is back. */
  restart(downMs: number): Promise<void>;
  setFault(fault: Fault): void;
};

export type ControlServer = { port: number; close(): Promise<void> };

const maxBodyBytes = 64 * 1024 * 1024;

/** JSON over HTTP on 127.0.0.1 for whoever started the engine; every call needs the bearer token of the ready record. */
export async function openControlServer(engine: ControlledEngine, token: string): Promise<ControlServer> {
  const server = createServer((request, response) => {
    serve({ engine, token }, request, response).catch(() => reply(response, 500, { error: 'internal' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Door = { engine: ControlledEngine; token: string };

async function serve({ engine, token }: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isAuthorised(request, token)) {
    reply(response, 401, { error: 'unauthorised' });
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
  }
  try {
    const text = Buffer.concat(chunks).toString('utf8');
    const result = await run(
      engine,
      { method: request.method ?? 'GET', path: request.url ?? '/' },
      text === '' ? {} : JSON.parse(text),
    );
    if (result === undefined) reply(response, 404, { error: 'unknown command, scenario, receiver or channel' });
    else reply(response, 200, result);
  } catch (error) {
    if (!(error instanceof z.ZodError) && !(error instanceof SyntaxError)) throw error;
    reply(response, 400, { error: 'the request does not fit the command' });
  }
}

function isAuthorised(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** @returns undefined when there is no such command or thing */
async function run(
  engine: ControlledEngine,
  { method, path }: { method: string; path: string },
  body: unknown,
): Promise<unknown> {
  const [noun = '', id = '', part = ''] = path.slice(1).split('/').map(decodeURIComponent);
  switch (`${method} ${noun}${id === '' ? '' : '/id'}${part === '' ? '' : `/${part}`}`) {
    case 'GET scenarios':
      return engine.scenarios.list();
    case 'POST scenarios/id': {
      const { isActive, sendNow } = scenarioRequestSchema.parse(body);
      return engine.scenarios.set(id, isActive, sendNow);
    }
    case 'POST speed':
      engine.setSpeed(speedRequestSchema.parse(body).factor);
      return {};
    case 'POST inject': {
      const { channelId, bodyBase64 } = injectRequestSchema.parse(body);
      return engine.inject(channelId, Buffer.from(bodyBase64, 'base64'));
    }
    case 'GET receivers':
      return engine.receivers.map((receiver) => ({
        id: receiver.definition.id,
        name: receiver.definition.name,
        port: receiver.port,
        mode: receiver.mode,
        receivedCount: receiver.log().length,
      }));
    case 'GET receivers/id/log':
      return engine.findReceiver(id)?.log();
    case 'POST receivers/id': {
      const receiver = engine.findReceiver(id);
      const mode = receiverModeSchema.parse(body);
      if (receiver === null) return undefined;
      await receiver.setMode(mode);
      return {};
    }
    case 'POST restart':
      await engine.restart(restartRequestSchema.parse(body).downMs);
      return {};
    case 'POST fault':
      engine.setFault(faultSchema.parse(body));
      return {};
    default:
      return undefined;
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
