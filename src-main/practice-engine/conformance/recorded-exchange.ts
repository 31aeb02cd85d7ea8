import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One request and answer of the real engine, as recorded. Header names are lower case. */
export type RecordedExchange = {
  name: string;
  method: string;
  target: string; // path below the server, with query
  requestHeaders: Record<string, string>;
  requestBody: string | null;
  status: number;
  headers: Record<string, string>;
  body: string;
};

const fixtures = join(import.meta.dirname, '..', 'fixtures');

/** The names of all exchanges that were recorded, covered here or not. */
export function listRecordedNames(): string[] {
  return readFileSync(join(fixtures, 'all-exchanges.txt'), 'utf8').trim().split('\n');
}

/** Contents that were recorded as `69-edge-NAME` in JSON and `69x-edge-NAME` in XML. */
export const edgeNames = [
  'bigint',
  'crlf',
  'ctrl',
  'decimal',
  'emoji',
  'empty',
  'exp',
  'int',
  'leading',
  'negzero',
  'nul',
  'null',
  'space',
  'true',
  'vt',
  'xmlish',
];

/** Reads `NAME.http` and the body beside it. */
export function readExchange(name: string): RecordedExchange {
  const text = readFileSync(join(fixtures, `${name}.http`), 'utf8');
  const [request = '', response = ''] = text.split(/^----- response .*-----\n/m);
  const [requestHead = '', ...requestBody] = request.split('\n\n');
  const [requestLine = '', ...requestHeaders] = requestHead.split('\n');
  const [statusLine = '', ...headers] = (response.split('\n\n')[0] ?? '').split('\n');
  const [method = '', target = ''] = requestLine.split(' ');
  const body = requestBody.join('\n\n').trim();
  const bodyFile = ['xml', 'json', 'txt', 'html']
    .map((type) => join(fixtures, `${name}.${type}`))
    .find((path) => existsSync(path));
  const isEmpty = /\[body: 0 bytes/.test(response);
  return {
    name,
    method,
    target,
    requestHeaders: toRecord(requestHeaders),
    requestBody: body === '' ? null : body,
    status: Number(statusLine.split(' ')[1]),
    headers: toRecord(headers),
    body: bodyFile === undefined || isEmpty ? '' : readFileSync(bodyFile, 'utf8'),
  };
}

function toRecord(lines: string[]): Record<string, string> {
  return Object.fromEntries(
    lines
      .filter((line) => line.includes(': '))
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
}
