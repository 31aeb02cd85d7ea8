import type { HandlersOf } from '../../app/handler.ts';
import { findLookups, type LookupDeps } from './find-lookups.ts';

/** The audit log for those who may read it. */
export function createAuditService(deps: LookupDeps): HandlersOf<'audit'> {
  return {
    list: ({ cursor, limit, ...query }) => deps.audit.list(query, cursor, limit),
    ofPatient: (input) => findLookups(deps, input),
    verify: () => deps.audit.verify(),
  };
}
