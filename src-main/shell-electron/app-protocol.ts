import { readFile } from 'node:fs/promises';
import type { Protocol } from 'electron';
import { listRendererFiles } from '../app/renderer-files.ts';
import { securityHeaders } from '../app/security-headers.ts';

/** The page's own scheme: an origin of its own for the policy, and no `file://` with its rights on the whole disk. */
const scheme = 'app';
const host = 'vaktbord';
export const appOrigin = `${scheme}://${host}`;

/** Before the app is ready. */
export function declareAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Answers `app://vaktbord/…` with the built renderer and nothing else. */
export function serveAppScheme(protocol: Pick<Protocol, 'handle'>, rendererDir: string): void {
  const files = listRendererFiles(rendererDir);
  protocol.handle(scheme, async (request) => {
    const { hostname, pathname } = new URL(request.url);
    const file = hostname === host && request.method === 'GET' ? files.find(pathname) : null;
    if (!file) return new Response('Nothing here.', { status: 404, headers: securityHeaders });
    const content = new Uint8Array(await readFile(file.filePath));
    return new Response(content, { headers: { ...securityHeaders, 'content-type': file.contentType } });
  });
}
