import { readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export type RendererFile = { filePath: string; contentType: string };
export type RendererFiles = { find(requestPath: string): RendererFile | null };

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/**
 * The built renderer, listed once. A request finds a file only by its exact name in that list, so no spelling of a
 * path can leave the folder. In-app addresses are fragments and never get here.
 */
export function listRendererFiles(rendererDir: string): RendererFiles {
  const files = new Map<string, RendererFile>();
  for (const entry of readdirSync(rendererDir, { recursive: true, withFileTypes: true })) {
    const contentType = contentTypes[extname(entry.name)];
    if (!entry.isFile() || !contentType) continue;
    const filePath = join(entry.parentPath, entry.name);
    files.set(`/${relative(rendererDir, filePath).split(sep).join('/')}`, { filePath, contentType });
  }
  return {
    find: (requestPath) => files.get(requestPath === '/' ? '/index.html' : requestPath) ?? null,
  };
}
