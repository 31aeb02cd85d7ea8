import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Custom schemes are Electron's. Here `app://name/…` is `http://name.app.localhost/…` in the browser, a name that is
 * mapped to a loopback server which asks the shell's own handler. Everything the shell sees has the scheme's spelling.
 */
type SchemeHandler = (request: Request) => Promise<Response> | Response;

const handlers = new Map<string, SchemeHandler>();

export function handleScheme(scheme: string, handler: SchemeHandler): void {
  handlers.set(scheme, handler);
}

/** @returns the rule that maps every scheme's names to the server */
export async function serveSchemes(): Promise<string> {
  const server = createServer((request, response) => {
    const [name, scheme] = (request.headers.host ?? '').split('.');
    const handler = handlers.get(scheme ?? '');
    if (!handler) return void response.writeHead(502).end();
    const asked = new Request(`${scheme}://${name}${request.url}`, { method: request.method ?? 'GET' });
    Promise.resolve(handler(asked))
      .then(async (answer) => {
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      })
      .catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `MAP *.app.localhost 127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function toBrowserAddress(url: string): string {
  return url.replace(/^app:\/\/([^/]+)/, 'http://$1.app.localhost');
}

export function fromBrowserAddress(url: string): string {
  return url.replace(/^http:\/\/([^/.]+)\.app\.localhost/, 'app://$1');
}

/** Node knows no origin of a custom scheme. */
export function originOf(url: string): string {
  return /^app:\/\/[^/]+/.exec(url)?.[0] ?? new URL(url).origin;
}
