import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { XmlElement } from '../../../src-shared/formats/xml/xml-element.ts';
import { cancelled } from '../../platform/network/network-faults.ts';
import type { Clock } from '../../platform/ports.ts';
import { faultOfAnswer, type LoginStatus, type MirthAnswer, readLoginStatus, readXmlRoot } from './mirth-answers.ts';
import { fault, faultOfLostAnswer } from './mirth-faults.ts';
import { createMirthSession, type MirthSession } from './mirth-session.ts';
import type { MirthTarget } from './mirth-tls.ts';
import {
  collectBytes,
  createMirthTransport,
  type MirthHead,
  type MirthRequest,
  type MirthSink,
  type MirthTopic,
  type MirthTransport,
  maxAnswerBytes,
} from './mirth-transport.ts';

/** Told of every outcome; what health is made of. */
export type MirthObserver = {
  answered(topic: MirthTopic, elapsedMs: number): void;
  failed(topic: MirthTopic, error: AppError): void;
};

export type MirthClient = {
  readonly place: { host: string; port: number };
  /** Asks and reads the whole answer. @throws AppError ENGINE_UNREACHABLE | ENGINE_REFUSED | ENGINE_PROTOCOL | CANCELLED */
  ask(request: MirthRequest, signal: AbortSignal): Promise<MirthAnswer>;
  /** Asks for XML that must be whole; null when the answer has no body (204, an allowed status). */
  askXml(request: MirthRequest, signal: AbortSignal): Promise<XmlElement | null>;
  /** Asks and hands the answer on as it comes. @returns what `sink.end` makes of it */
  stream<T>(request: MirthRequest, sink: StreamSink<T>, signal: AbortSignal): Promise<T>;
  /**
   * Sends something that changes the engine, once, on a connection of its own that is made first: what fails before is ENGINE_UNREACHABLE,
   * what fails from the first byte on is OUTCOME_UNKNOWN. Any status but 401 is returned; 401 means that nothing was done: it signs in and sends then.
   */
  command(request: MirthRequest, signal: AbortSignal): Promise<MirthAnswer>;
  /** Signs in now, also when it had been given up. */
  signIn(signal: AbortSignal): Promise<void>;
  requestCount(): number;
  sessionEpoch(): number;
  close(): Promise<void>;
};

/** `begin` before each answer; `end` with `isWhole` false when `maxBytes` was reached and the rest left unread. Both may throw AppErrors. */
export type StreamSink<T> = { begin(): void; chunk(bytes: Uint8Array): void; end(isWhole: boolean): T };

export type MirthClientDeps = {
  tls: MirthTarget;
  username: string;
  password: string | null;
  clock: Clock;
  observer: MirthObserver;
  answerTimeoutMs: number;
};

const signOutMs = 2_000;

/** One Mirth server, signed in when needed. Knows no message. */
export function createMirthClient(deps: MirthClientDeps): MirthClient {
  const place = { host: deps.tls.address.host, port: deps.tls.address.port };
  const transport = createMirthTransport(deps);
  const signIn = (signal: AbortSignal) => signInOver(transport, deps, signal);
  const session = createMirthSession({ signIn, clock: deps.clock, lifetime: transport.lifetime });
  const exchange = exchangeSignedIn(transport, session);

  async function observed<T>(topic: MirthTopic, run: () => Promise<T>): Promise<T> {
    const startedAt = deps.clock.monotonicMs();
    try {
      if (transport.lifetime.aborted) throw cancelled();
      const value = await run();
      deps.observer.answered(topic, deps.clock.monotonicMs() - startedAt);
      return value;
    } catch (error) {
      const known = error instanceof AppError ? error : faultOfLostAnswer(error, place);
      deps.observer.failed(topic, known);
      throw known;
    }
  }

  return {
    place,
    ask: (request, signal) => observed(request.topic, () => askWhole({ exchange, place }, request, signal)),
    askXml: (request, signal) =>
      observed(request.topic, async () => {
        const answer = await askWhole({ exchange, place }, { maxBytes: boundOf(request.topic), ...request }, signal);
        const isXml = answer.bytes.length > 0 && (request.allow ?? []).every((status) => status !== answer.status);
        return isXml ? await readXmlRoot(answer, place) : null;
      }),
    stream: (request, sink, signal) => observed(request.topic, () => askStreamed(exchange, request, sink, signal)),
    command: (request, signal) => observed(request.topic, () => sendCommand(transport, session, request, signal)),
    signIn: (signal) =>
      observed('login', async () => {
        session.allowSignIn();
        await session.cookie(signal);
      }),
    requestCount: transport.requestCount,
    sessionEpoch: session.epoch,
    async close() {
      if (transport.lifetime.aborted) return;
      const cookie = session.current();
      if (cookie !== null) await signOut(transport, cookie);
      await transport.close();
    },
  };
}

/** Only messages grow large. The figures of 1 000 channels are 3 MB; what is far beyond is no answer that could be shown. */
const maxFiguresBytes = 8 * 1024 * 1024;

function boundOf(topic: MirthTopic): number {
  return topic === 'message' || topic === 'search' ? maxAnswerBytes : maxFiguresBytes;
}

type Exchange = (request: MirthRequest, sink: MirthSink, signal: AbortSignal) => Promise<MirthHead>;

/** With a session; after a 401 once more with a new one. */
function exchangeSignedIn(transport: MirthTransport, session: MirthSession): Exchange {
  return async (request, sink, signal) => {
    for (let attempt = 0; ; attempt += 1) {
      const cookie = await session.cookie(signal);
      const head = await transport.exchange(request, cookie, sink, signal);
      if (head.status !== 401) {
        session.accepted(cookie);
        return head;
      }
      session.rejected(cookie);
      if (attempt > 0) throw fault('ENGINE_REFUSED', 'engine.reason.sessionRefused');
    }
  };
}

async function askWhole(
  { exchange, place }: { exchange: Exchange; place: { host: string; port: number } },
  request: MirthRequest,
  signal: AbortSignal,
): Promise<MirthAnswer> {
  const collector = collectBytes();
  const sink = () => {
    collector.clear();
    return collector.push;
  };
  const head = await exchange(request, sink, signal);
  const answer = { ...head, bytes: collector.bytes() };
  if (!isAnswer(answer.status, request)) throw faultOfAnswer(answer, { topic: request.topic, exposeDetail: false });
  const maxBytes = request.maxBytes ?? maxAnswerBytes;
  if (answer.bytes.length <= maxBytes) return answer;
  if (maxBytes === maxFiguresBytes) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', place);
  throw fault('ENGINE_PROTOCOL', 'engine.tooLarge', { megabytes: `> ${Math.floor(maxBytes / 1024 / 1024)}` });
}

async function askStreamed<T>(
  exchange: Exchange,
  request: MirthRequest,
  sink: StreamSink<T>,
  signal: AbortSignal,
): Promise<T> {
  const refusal = collectBytes();
  let sizeBytes = 0;
  const onHead: MirthSink = (head) => {
    if (!isAnswer(head.status, request)) return refusal.push;
    sink.begin();
    return (chunk) => {
      sizeBytes += chunk.length;
      sink.chunk(chunk);
    };
  };
  const head = await exchange(request, onHead, signal);
  if (isAnswer(head.status, request)) return sink.end(sizeBytes <= (request.maxBytes ?? maxAnswerBytes));
  throw faultOfAnswer({ ...head, bytes: refusal.bytes() }, { topic: request.topic, exposeDetail: false });
}

async function sendCommand(
  transport: MirthTransport,
  session: MirthSession,
  request: MirthRequest,
  signal: AbortSignal,
): Promise<MirthAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const cookie = await session.cookie(signal);
    const answer = await transport.sendOnce(request, cookie, signal);
    if (answer.status !== 401) return answer;
    session.rejected(cookie);
    if (attempt > 0) throw fault('ENGINE_REFUSED', 'engine.reason.sessionRefused');
  }
}

/** The session cookie is the one of the sign-in's answer: any other answer sets one too (mirth-api §1). */
async function signInOver(transport: MirthTransport, deps: MirthClientDeps, signal: AbortSignal): Promise<string> {
  const text = new URLSearchParams({ username: deps.username, password: deps.password ?? '' }).toString();
  const body = { contentType: 'application/x-www-form-urlencoded', text };
  const collector = collectBytes();
  const request: MirthRequest = { topic: 'login', method: 'POST', path: '/users/_login', body, maxBytes: 65_536 };
  const head = await transport.exchange(request, null, () => collector.push, signal);
  const answer = { ...head, bytes: collector.bytes() };
  const status = readLoginStatus(answer);
  if (status === null) throw faultOfAnswer(answer, { topic: 'login', exposeDetail: false });
  if (!status.status.startsWith('SUCCESS')) throw faultOfLogin(status);
  const { host, port } = deps.tls.address;
  if (answer.cookie === null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', { host, port });
  return answer.cookie;
}

/** Best effort: an engine that is gone has no session to end. */
async function signOut(transport: MirthTransport, cookie: string): Promise<void> {
  const request: MirthRequest = { topic: 'login', method: 'POST', path: '/users/_logout', timeoutMs: signOutMs };
  await transport.exchange(request, cookie, () => () => {}, transport.lifetime).catch(() => {});
}

function isAnswer(status: number, request: MirthRequest): boolean {
  return (status >= 200 && status < 300) || (request.allow?.includes(status) ?? false);
}

function faultOfLogin({ status, message }: LoginStatus): AppError {
  if (/still starting/i.test(message)) return fault('ENGINE_UNREACHABLE', 'engine.reason.engineStarting');
  if (status === 'FAIL_LOCKED_OUT') return fault('ENGINE_REFUSED', 'engine.reason.accountLocked');
  if (status === 'FAIL_EXPIRED') return fault('ENGINE_REFUSED', 'engine.reason.passwordExpired');
  if (status === 'FAIL_VERSION_MISMATCH') return fault('ENGINE_REFUSED', 'engine.reason.versionMismatch');
  return fault('ENGINE_REFUSED', 'engine.reason.loginFailed');
}
