import type { IncomingMessage, ServerResponse } from 'node:http';
import { securityHeaders } from '../app/security-headers.ts';

/** Why a request is not served. `text` is one line for whoever sees it; it tells nothing about sessions or data. */
export type Refusal = { status: number; text: string };

/** The one name this shell answers to. Compared exactly: another name means DNS rebinding or a proxy. */
export function refuseHost(request: IncomingMessage, host: string): Refusal | null {
  return request.headers.host === host ? null : { status: 421, text: 'Not the address of this console.' };
}

/** Browsers send Origin with every POST and WebSocket upgrade; a page of another site cannot change it. */
export function refuseOrigin(request: IncomingMessage, host: string): Refusal | null {
  return request.headers.origin === `http://${host}` ? null : { status: 403, text: 'Not a page of this console.' };
}

export const noSession: Refusal = {
  status: 401,
  text: 'No session. Open the address that was printed when the console was started.',
};

export function answerRefusal(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, {
    ...securityHeaders,
    'content-type': 'text/plain; charset=utf-8',
    connection: 'close',
  });
  response.end(`${refusal.text}\n`);
}
