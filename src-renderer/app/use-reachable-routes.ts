import { useMay } from '../bridge/use-may.ts';
import type { PageRoute } from './route.ts';
import { routes } from './routes.tsx';

/** The pages that the roles of the person signed in reach. */
export function useReachableRoutes(): readonly PageRoute[] {
  const may = useMay();
  return routes.filter(({ needs }) => needs === undefined || may(needs));
}
