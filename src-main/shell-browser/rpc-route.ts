import type { IncomingMessage, ServerResponse } from 'node:http';
import { decodeFrame, encodeFrame } from '../../src-shared/contract/frame.ts';
import { frameType, httpPaths, requestLimitBytes, rpcBody, secretHeader } from '../../src-shared/contract/protocol.ts';
import type { CoreLink } from '../app/core-link.ts';
import { failureReply } from '../app/failure-reply.ts';
import { securityHeaders } from '../app/security-headers.ts';
import { answerRefusal, noSession, type Refusal, refuseOrigin } from './guards.ts';
import type { LaunchSession, LaunchSessions } from './launch-sessions.ts';

export type RpcDeps = { link: CoreLink; sessions: LaunchSessions; host: string };

/** `POST /rpc/<name>`: one call. Every answer of the core is status 200; other statuses are refusals of this shell. */
export async function serveRpc(deps: RpcDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { session, refusal } = admit(deps, request);
  if (refusal) return void answerRefusal(response, refusal);
  const body = await readBody(request);
  if (!body) return void answerRefusal(response, tooLarge);
  const call = parseBody(body);
  if (!call) return void answerRefusal(response, { status: 400, text: 'The body is not a frame of a call.' });
  if (call.sessionToken !== null) session.sessionTokens.add(call.sessionToken);

  const signal = AbortSignal.any([session.ended.signal, closedEarly(response)]);
  const name = (request.url ?? '').slice(httpPaths.rpc.length);
  const reply = await deps.link.call({ name, ...call }, signal);
  // The session may have been ended while the core worked: its answer then belongs to nobody.
  if (session.ended.signal.aborted) return void answerRefusal(response, noSession);
  response.writeHead(200, { ...securityHeaders, 'content-type': frameType });
  response.end(encodeReply(reply));
}

const tooLarge: Refusal = { status: 413, text: 'The request is too large.' };

type Admission = { session: LaunchSession; refusal?: never } | { session?: never; refusal: Refusal };

function admit({ sessions, host }: RpcDeps, request: IncomingMessage): Admission {
  if (request.method !== 'POST') return { refusal: { status: 405, text: 'Only POST.' } };
  const foreign = refuseOrigin(request, host);
  if (foreign) return { refusal: foreign };
  const secret = request.headers[secretHeader];
  const session = sessions.authenticate(request.headers.cookie, typeof secret === 'string' ? secret : undefined);
  if (!session) return { refusal: noSession };
  if (request.headers['content-type'] !== frameType) return { refusal: { status: 415, text: `Only ${frameType}.` } };
  if (Number(request.headers['content-length'] ?? 0) > requestLimitBytes) return { refusal: tooLarge };
  return { session };
}

/** @returns null when it grows beyond the limit, whatever its length header said */
function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    let parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      // What comes after the limit is read and dropped, so that the page gets to see the refusal.
      if (size <= requestLimitBytes) return void parts.push(part);
      parts = [];
      resolve(null);
    });
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', reject);
    request.on('close', () => reject(new TypeError('The request was cut off.')));
  });
}

function parseBody(body: Buffer): ReturnType<typeof rpcBody.parse> | null {
  try {
    return rpcBody.parse(decodeFrame(body));
  } catch {
    return null;
  }
}

function encodeReply(reply: unknown): Uint8Array {
  try {
    return encodeFrame(reply);
  } catch {
    return encodeFrame(failureReply('INTERNAL', 'The answer holds a value that cannot cross to the page.'));
  }
}

/** Fires when the page gives up waiting. */
function closedEarly(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}
