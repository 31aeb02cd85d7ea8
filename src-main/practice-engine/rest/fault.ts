import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { WireAnswer } from './answer.ts';

/**
 * What a test can make the API do wrong. `pathIncludes` limits it to some calls, `times` to the next so many;
 * null = until it is switched off.
 */
export const faultSchema = z.strictObject({
  kind: z.enum(['none', 'slow', 'error-page', 'cut-off', 'half-open', 'huge']),
  pathIncludes: z.string().default(''),
  times: z.number().int().positive().nullable().default(null),
  delayMs: z.number().int().nonnegative().default(10_000), // slow
  bytes: z
    .number()
    .int()
    .positive()
    .default(50 * 1024 * 1024), // huge: size of the answer
});
export type Fault = z.infer<typeof faultSchema>;

/** Holds the fault in force and counts its uses. */
export class Faults {
  #fault: Fault | null = null;

  set(fault: Fault): void {
    this.#fault = fault.kind === 'none' ? null : { ...fault };
  }

  /** The fault for this call, or null. */
  take(path: string): Fault | null {
    const fault = this.#fault;
    if (fault === null || !path.includes(fault.pathIncludes)) return null;
    if (fault.times !== null && --fault.times === 0) this.#fault = null;
    return { ...fault };
  }
}

/** A page as a proxy in front of an engine would give it. */
export const errorPage: WireAnswer = {
  status: 500,
  reason: 'Internal Server Error',
  headers: [['Content-Type', 'text/html']],
  body: '<html><head><title>500</title></head><body><h1>Internal Server Error</h1></body></html>',
};

/** Promises the whole body, sends half of it and cuts the connection. */
export function writeCutOff(response: ServerResponse, answer: WireAnswer): void {
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.status, {
    'Content-Type': 'application/xml',
    'Content-Length': String(Math.max(2, body.length)),
  });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

/** A well-formed list of about `bytes`, made by repeating what the real answer's list holds. */
export async function writeHuge(response: ServerResponse, answer: WireAnswer, bytes: number): Promise<void> {
  const inner = /^<list>\n([\s\S]+)\n<\/list>$/.exec(answer.body)?.[1] ?? `  <string>${'x'.repeat(10_000)}</string>`;
  const block = Buffer.from(`${inner}\n`.repeat(Math.max(1, Math.ceil(64_000 / inner.length))), 'utf8');
  response.writeHead(200, { 'Content-Type': 'application/xml' });
  response.write('<list>\n');
  for (let written = 0; written < bytes && !response.destroyed; written += block.length) {
    if (!response.write(block)) await drained(response);
  }
  response.end('</list>');
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}
