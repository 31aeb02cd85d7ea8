import type { HandlersOf } from '../../app/handler.ts';
import type { Store } from '../../store/store.ts';

/** The audit log for those who may read it. */
export function createAuditService(deps: { audit: Store['journal']['audit'] }): HandlersOf<'audit'> {
  return {
    list: ({ cursor, limit, ...query }) => deps.audit.list(query, cursor, limit),
    verify: () => deps.audit.verify(),
  };
}
