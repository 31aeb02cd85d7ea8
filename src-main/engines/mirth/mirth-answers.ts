import { setImmediate } from 'node:timers/promises';
import type { AppError } from '../../../src-shared/domain/app-error.ts';
import { parseXml, parseXmlInTurns } from '../../../src-shared/formats/xml/parse-xml.ts';
import type { XmlElement } from '../../../src-shared/formats/xml/xml-element.ts';
import { fault } from './mirth-faults.ts';

/** One whole answer. `contentType` without parameters, '' when absent; `cookie` of JSESSIONID, null when none was set. */
export type MirthAnswer = { status: number; contentType: string; bytes: Uint8Array; cookie: string | null };

/**
 * What an answer other than 2xx means. Bodies come in three kinds (mirth-api §1): the container's (JSON, HTML or empty), an exception
 * (always XML), a LoginStatus. Only the exception's innermost cause is worth telling. `exposeDetail` only where it cannot quote a message.
 */
export function faultOfAnswer(answer: MirthAnswer, place: { topic: string; exposeDetail: boolean }): AppError {
  const { status } = answer;
  if (status === 403) return fault('ENGINE_REFUSED', 'engine.reason.forbidden', { path: place.topic });
  if (status === 401) return fault('ENGINE_REFUSED', 'engine.reason.sessionRefused');
  if (status < 500) return fault('ENGINE_PROTOCOL', 'engine.reason.unexpectedStatus', { status });
  const exception = readException(answer);
  const detail = exception === null ? 'no reason given' : describeException(exception, place.exposeDetail);
  return fault('ENGINE_PROTOCOL', 'engine.reason.serverError', { status, detail });
}

export type MirthException = { className: string; causeClassName: string; causeMessage: string };

/** The exception in an answer, null when the body is of another kind. */
function readException(answer: MirthAnswer): MirthException | null {
  if (!answer.contentType.endsWith('xml')) return null;
  const root = parseXml(answer.bytes).root;
  if (root === null || !/(Exception|Error)$/.test(root.name)) return null;
  let innermost = root;
  let causeClassName = root.name;
  for (let next = innermost.first('cause'); next !== null; next = innermost.first('cause')) {
    if (next.first('detailMessage') === null && next.first('cause') === null) break;
    causeClassName = next.attribute('class') ?? causeClassName;
    innermost = next;
  }
  return { className: root.name, causeClassName, causeMessage: (innermost.textAt('detailMessage') ?? '').trim() };
}

/** Roots of `LoginStatus` answers; `message` is the engine's English sentence, null when the answer is of another kind. */
export type LoginStatus = { status: string; message: string };

export function readLoginStatus(answer: MirthAnswer): LoginStatus | null {
  const root = answer.contentType.endsWith('xml') ? parseXml(answer.bytes).root : null;
  if (root === null || !root.name.endsWith('LoginStatus')) return null;
  return { status: root.textAt('status') ?? '', message: root.textAt('message') ?? '' };
}

/** The root of an XML answer that must be whole. A large one is read in turns with others. @throws AppError ENGINE_PROTOCOL when it is cut off or no XML */
export async function readXmlRoot(answer: MirthAnswer, place: { host: string; port: number }): Promise<XmlElement> {
  const { root, problems } = await parseXmlInTurns(answer.bytes, setImmediate);
  if (root === null) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', place);
  const isCutOff = problems.some(({ rule }) => rule === 'xml.cut-off' || rule === 'xml.unclosed-element');
  if (isCutOff) throw fault('ENGINE_PROTOCOL', 'engine.reason.cutOff', place);
  if (/^html$/i.test(root.name)) throw fault('ENGINE_PROTOCOL', 'engine.reason.unreadable', place);
  return root;
}

function describeException(exception: MirthException, exposeDetail: boolean): string {
  const name = exception.causeClassName.slice(exception.causeClassName.lastIndexOf('.') + 1);
  return exposeDetail && exception.causeMessage !== '' ? `${name}: ${firstLine(exception.causeMessage)}` : name;
}

function firstLine(text: string): string {
  return (text.split(/\r?\n/, 1)[0] ?? '').slice(0, 300);
}
