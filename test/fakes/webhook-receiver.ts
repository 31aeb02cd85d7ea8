import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string };

/**
 * A real HTTP server that takes what it is sent. `statuses`: what it answers, the first for the first request; 204 when there is none left.
 * @method next the next request, also one that has come already
 */
export type WebhookReceiver = {
  url: string;
  received: Received[];
  statuses: number[];
  next(): Promise<Received>;
  close(): Promise<void>;
};

export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const statuses: number[] = [];
  const waiting: ((one: Received) => void)[] = [];
  let given = 0;
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    const one = { method, path, headers, body: await text(request) };
    response.statusCode = statuses.shift() ?? 204;
    response.end();
    received.push(one);
    const next = waiting.shift();
    if (next === undefined) return;
    given += 1;
    next(one);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`,
    received,
    statuses,
    next: () => {
      const known = received[given];
      if (known === undefined) return new Promise((resolve) => waiting.push(resolve));
      given += 1;
      return Promise.resolve(known);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
