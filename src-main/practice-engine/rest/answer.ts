import { JsonConversionError, toJson } from './json.ts';
import { el, escapeXml, writeXml, type XmlElement } from './xml.ts';

/** What a handler gives back. `container` errors come from the servlet container, `exception`s from engine code. */
export type Answer =
  | { kind: 'element'; element: XmlElement; status?: 200 | 201 | 401 }
  | { kind: 'text'; text: string }
  | { kind: 'nothing' }
  | { kind: 'container'; status: number; message?: string; isClosing?: boolean; allow?: string }
  | { kind: 'exception'; element: XmlElement };

export const nothing: Answer = { kind: 'nothing' };
export const notFound: Answer = { kind: 'container', status: 404 };
/** A posted body that the engine could not turn into its object [58h]. */
export const requestFailed: Answer = { kind: 'container', status: 500, message: 'Request failed.', isClosing: true };

export function answerWith(element: XmlElement, status: 200 | 201 = 200): Answer {
  return { kind: 'element', element, status };
}

/** The XML that engine code gives for an exception, whatever was asked for. */
export function exception(
  className: string,
  detail: string | null,
  more: { causes?: XmlElement[]; fields?: XmlElement[] } = {},
): Answer {
  const trace = 'com.mirth.connect.server.api.servlets.Servlet.handle(Servlet.java:100)';
  return {
    kind: 'exception',
    element: el(className, [
      ...(detail === null ? [] : [el('detailMessage', detail)]),
      ...(more.causes ?? []),
      el('stackTrace', [el('trace', trace)]),
      el('suppressedExceptions', null, [['class', 'empty-list']]),
      ...(more.fields ?? []),
    ]),
  };
}

/** A nested `<cause class=…>`. */
export function cause(className: string, detail: string, inner: XmlElement[] = []): XmlElement {
  return el(
    'cause',
    [
      el('detailMessage', detail),
      ...inner,
      el('stackTrace', [el('trace', 'java.base/java.lang.Thread.run(Thread.java:840)')]),
      el('suppressedExceptions', null, [['class', 'empty-list']]),
    ],
    [['class', className]],
  );
}

export const channelDoesNotExist = (channelId: string) =>
  exception(
    'com.mirth.connect.donkey.server.data.ChannelDoesNotExistException',
    `The following channel IDs do not exist: ${channelId}`,
    {
      fields: [el('channelIds', [el('string', channelId)], [['class', 'singleton-set']])],
    },
  );

/** Status line, headers and body, ready for the socket. */
export type WireAnswer = { status: number; reason: string; headers: [string, string][]; body: string };

const reasons: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
};

export type RequestShape = { method: string; path: string; accept: string | null };

/** Puts an answer into the form that the request's Accept header asks for. */
export function toWire(answer: Answer, request: RequestShape): WireAnswer {
  switch (answer.kind) {
    case 'nothing':
      return { status: 204, reason: 'No Content', headers: [], body: '' };
    case 'text':
      return withBody(200, 'text/plain', answer.text);
    case 'exception':
      return withBody(500, 'application/xml', writeXml(answer.element));
    case 'element':
      return elementToWire(answer.element, answer.status ?? 200, request);
    case 'container':
      return containerToWire(answer, request);
    default:
      return answer satisfies never;
  }
}

function elementToWire(element: XmlElement, status: number, request: RequestShape): WireAnswer {
  if (prefers(request.accept) === 'xml') return withBody(status, 'application/xml', writeXml(element));
  try {
    return withBody(status, 'application/json', toJson(element));
  } catch (error) {
    if (error instanceof JsonConversionError) return toWire(requestFailed, request);
    throw error;
  }
}

function containerToWire(answer: Extract<Answer, { kind: 'container' }>, request: RequestShape): WireAnswer {
  const { status } = answer;
  const message = answer.message ?? reasons[status] ?? '';
  const reason = answer.isClosing ? 'Server Error' : (reasons[status] ?? '');
  const headers: [string, string][] = [
    ...(answer.allow ? [['Allow', answer.allow] as [string, string]] : []),
    ...(answer.isClosing ? [['Connection', 'close'] as [string, string]] : []),
  ];
  if (status === 405 || request.method === 'OPTIONS') return { status, reason, headers, body: '' };
  headers.unshift(['Cache-Control', 'must-revalidate,no-cache,no-store']);
  const form = prefers(request.accept);
  if (request.accept !== null && !request.accept.includes('*/*') && form === 'xml')
    return { status, reason, headers, body: '' };
  const safe = escapeXml(message);
  if (form === 'json') {
    const body = `{\n"servlet":"org.glassfish.jersey.servlet.ServletContainer-520c78b9",\n"message":"${safe}",\n"url":"${request.path}",\n"status":"${status}"\n}`;
    return { status, reason, headers: [...headers, ['Content-Type', 'application/json']], body };
  }
  const body = `<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html;charset=ISO-8859-1"/>\n<title>Error ${status} ${safe}</title>\n</head>\n<body><h2>HTTP ERROR ${status} ${safe}</h2>\n</body>\n</html>\n`;
  return { status, reason, headers: [...headers, ['Content-Type', 'text/html;charset=iso-8859-1']], body };
}

function withBody(status: number, contentType: string, body: string): WireAnswer {
  return { status, reason: reasons[status] ?? '', headers: [['Content-Type', contentType]], body };
}

/** XML where both would do, and where nothing is said [06n]. */
export function prefers(accept: string | null): 'xml' | 'json' | 'neither' {
  if (accept === null || accept.includes('*/*') || accept.includes('application/xml')) return 'xml';
  return accept.includes('application/json') ? 'json' : 'neither';
}

/** Whether a call that produces text, or XML and JSON, can serve this Accept header [10a, 10x]. */
export function isAcceptable(accept: string | null, produces: 'text' | 'element'): boolean {
  if (accept === null || accept.includes('*/*')) return true;
  return produces === 'text' ? accept.includes('text/plain') : prefers(accept) !== 'neither';
}
