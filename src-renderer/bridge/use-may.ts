import { findProcedure, type ProcedureName } from '../../src-shared/contract/index.ts';
import type { Role } from '../../src-shared/domain/account.ts';
import { useContractQuery } from './hooks.ts';

/**
 * Whether the person signed in may call a procedure, by the roles of the contract: what one may not do is not offered.
 * The core decides all the same. False while it is not known who is here.
 */
export function useMay(): (name: ProcedureName) => boolean {
  const { data } = useContractQuery('accounts.session', {});
  const own = data?.account?.roles ?? null;
  return (name) => {
    const needed = rolesFor(name);
    return own !== null && (needed === null || needed.some((role) => own.includes(role)));
  };
}

/** The roles of which one is needed; null = none. */
export function rolesFor(name: ProcedureName): readonly Role[] | null {
  const access = findProcedure(name)?.access ?? [];
  return typeof access === 'string' ? null : access;
}
