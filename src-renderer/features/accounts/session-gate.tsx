import type { ReactNode } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { PausedContext } from '../../bridge/paused.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { overlaysId } from '../../ui/theme.ts';
import { FirstRunForm } from './first-run-form.tsx';
import { LockScreen } from './lock-screen.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { useIdleLock } from './use-idle-lock.ts';

type Session = OutputOf<'accounts.session'>;

/**
 * Lets nobody past who is not signed in. While locked, the page stays as it was behind the lock, hidden and out of reach,
 * so that its owner finds the work again; another person gets a fresh page at the same address.
 * A session that cannot be asked again stays as last known: the core refuses every call that is not its.
 */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useContractQuery('accounts.session', {});
  const { data } = session;
  useIdleLock(data?.account && !data.locked ? data.lockAfterMs : null);
  if (data) return <Gate session={data}>{children}</Gate>;
  return <QueryView query={session}>{() => null}</QueryView>;
}

function Gate({ session, children }: { session: Session; children: ReactNode }) {
  const { firstRun, suggestedName, account, locked } = session;
  if (firstRun) return <FirstRunForm suggestedName={suggestedName} />;
  if (!account) return <SignInForm suggestedName={suggestedName} />;
  return (
    <>
      {locked ? <LockScreen name={account.name} /> : null}
      <div key={account.accountId} hidden={locked} inert={locked} style={{ height: locked ? undefined : '100%' }}>
        <PausedContext value={locked}>{children}</PausedContext>
        <div id={overlaysId} />
      </div>
    </>
  );
}
