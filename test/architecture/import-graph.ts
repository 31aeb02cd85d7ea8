import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { type ImportRule, importRules } from './import-rules.ts';

export type ImportEdge = { from: string; to: string };
export type Violation = ImportEdge & { rule: string; why: string };

const sourceRoots = ['src-shared', 'src-main', 'src-renderer', 'test', 'scripts'];
const builtins = new Set(builtinModules);

/** Every source file of the project as paths with `/`, relative to `root`. */
export function listSources(root: string): string[] {
  const found: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && entry.name !== 'fixtures') walk(path);
      } else if (/\.(ts|tsx|cts|mts)$/.test(entry.name)) found.push(relative(root, path).split(sep).join('/'));
    }
  };
  for (const folder of sourceRoots) if (existsSync(join(root, folder))) walk(join(root, folder));
  return found.sort();
}

/** Static, type-only, re-exporting and dynamic imports alike. Unresolvable relative imports throw: a graph with holes proves nothing. */
export function readImports(root: string, file: string, source = readFileSync(join(root, file), 'utf8')): ImportEdge[] {
  const { module } = parseSync(file, source);
  const requests = [
    ...module.staticImports.map((statement) => statement.moduleRequest.value),
    ...module.staticExports.flatMap((statement) => statement.entries.map((entry) => entry.moduleRequest?.value)),
    ...module.dynamicImports.map((call) =>
      stringLiteral(source.slice(call.moduleRequest.start, call.moduleRequest.end)),
    ),
  ];
  const known = requests.filter((request): request is string => typeof request === 'string');
  return [...new Set(known)].map((request) => ({ from: file, to: resolveRequest(root, file, request) }));
}

export function findViolations(edges: readonly ImportEdge[], rules: readonly ImportRule[] = importRules): Violation[] {
  return edges.flatMap((edge) =>
    rules.filter((rule) => breaks(edge, rule)).map((rule) => ({ ...edge, rule: rule.name, why: rule.why })),
  );
}

/** Each cycle once, as the list of files that form it. */
export function findCycles(edges: readonly ImportEdge[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const edge of edges) targets.set(edge.from, [...(targets.get(edge.from) ?? []), edge.to]);
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) cycles.push(path.slice(at));
    if (at >= 0 || done.has(file)) return;
    for (const next of targets.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) visit(file, []);
  return cycles;
}

function breaks(edge: ImportEdge, rule: ImportRule): boolean {
  const match = rule.from.exec(edge.from);
  if (!match || rule.fromExcept?.test(edge.from) || !rule.to.test(edge.to)) return false;
  const own = (match[1] ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return !(rule.except ?? []).some((pattern) => new RegExp(pattern.replace('$1', own)).test(edge.to));
}

function resolveRequest(root: string, file: string, request: string): string {
  const bare = request.replace(/\?.*$/, '');
  if (bare.startsWith('node:') || builtins.has(bare)) return bare.startsWith('node:') ? bare : `node:${bare}`;
  if (!bare.startsWith('.'))
    return `npm:${bare
      .split('/')
      .slice(0, bare.startsWith('@') ? 2 : 1)
      .join('/')}`;
  const target = posix.normalize(posix.join(dirname(file).split(sep).join('/'), bare));
  if (!existsSync(join(root, target)) || !statSync(join(root, target)).isFile())
    throw new Error(`${file} imports ${request}, and there is no such file; relative imports carry their extension.`);
  return target;
}

function stringLiteral(expression: string): string | undefined {
  return /^(['"`])([^'"`$]*)\1$/.exec(expression.trim())?.[2];
}
