import { channelRoutes } from './channel-routes.ts';
import { lifecycleRoutes } from './lifecycle-routes.ts';
import { logRoutes } from './log-routes.ts';
import { messageRoutes } from './message-routes.ts';
import { resendRoutes } from './resend-routes.ts';
import type { Route } from './route.ts';
import { serverRoutes } from './server-routes.ts';

/** Every call that the practice engine answers after sign-in, besides login and logout. */
export const routes: readonly Route[] = [
  ...serverRoutes,
  ...channelRoutes,
  ...lifecycleRoutes,
  ...messageRoutes,
  ...resendRoutes,
  ...logRoutes,
];

export type RouteMatch =
  | { kind: 'found'; route: Route; params: Record<string, string> }
  | { kind: 'wrong-method'; allow: string }
  | { kind: 'none' };

/** A path with fixed words wins over one with `{names}`. @param path below `/api`, without query */
export function matchRoute(method: string, path: string): RouteMatch {
  const matches = routes
    .map((route) => ({ route, params: paramsOf(route.path, path) }))
    .filter((match): match is { route: Route; params: Record<string, string> } => match.params !== null)
    .sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length);
  const fewest = Object.keys(matches[0]?.params ?? {}).length;
  const best = matches.filter((match) => Object.keys(match.params).length === fewest);
  const found = best.find((match) => match.route.method === method);
  if (found !== undefined) return { kind: 'found', ...found };
  return best.length === 0
    ? { kind: 'none' }
    : { kind: 'wrong-method', allow: [...new Set(best.map((match) => match.route.method)), 'OPTIONS'].join(',') };
}

function paramsOf(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith('{')) params[part.slice(1, -1)] = decoded(value);
    else if (part !== value) return null;
  }
  return params;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
