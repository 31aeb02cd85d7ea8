import { randomUUID } from 'node:crypto';
import type { Account } from '../../../src-shared/domain/account.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import type { Clock } from '../../platform/ports.ts';
import { createTurns } from '../../platform/turns.ts';
import type { Store, StoredAccount } from '../../store/store.ts';
import {
  allRoles,
  findByName,
  isAdministrator,
  lastAdministrator,
  nameTaken,
  noSuchAccount,
  viewOf,
  wrongSecret,
} from './account-rules.ts';
import { type AttemptGuard, createAttemptGuard } from './attempt-guard.ts';
import { hashSecret, verifySecret } from './secret-hash.ts';
import { createSessions, type Sessions } from './sessions.ts';

export type AccountsDeps = {
  accounts: Store['journal']['accounts'];
  clock: Clock;
  emit: Emit;
  osUserName: string;
  lockAfterMs: () => number;
};

type State = AccountsDeps & {
  byId: Map<string, StoredAccount>;
  sessions: Sessions;
  guard: AttemptGuard;
  /** Changes of accounts run one after the other, so that the last administrator is counted right. */
  inTurn: <T>(change: () => Promise<T>) => Promise<T>;
};

/** Accounts and the sessions of those who are here. Accounts are held in memory; the journal has the truth. */
export async function createAccountsService(deps: AccountsDeps) {
  const state: State = {
    ...deps,
    byId: new Map((await deps.accounts.list()).map((stored) => [stored.accountId, stored])),
    sessions: createSessions(deps),
    guard: createAttemptGuard(deps),
    inTurn: createTurns(),
  };
  return {
    handlers: { ...sessionHandlers(state), ...accountHandlers(state) } satisfies HandlersOf<'accounts'>,
    sessions: state.sessions,
    requireSecret: (account: Account, secret: string, signal: AbortSignal) =>
      requireSecret(state, account, secret, signal),
    /** The enabled account of this id; null when there is none. */
    listAccounts: (): Account[] => [...state.byId.values()].map(viewOf),
    findAccount: (accountId: string): Account | null => {
      const stored = state.byId.get(accountId);
      return stored === undefined || stored.disabled ? null : viewOf(stored);
    },
  };
}

export type AccountsService = Awaited<ReturnType<typeof createAccountsService>>;

type SessionProcedure = 'session' | 'createFirst' | 'signIn' | 'signOut' | 'lock' | 'unlock' | 'stillHere';
const done = { done: true } as const;

function sessionHandlers(state: State): Pick<HandlersOf<'accounts'>, SessionProcedure> {
  const { sessions, guard, byId } = state;
  return {
    session: (_input, context) =>
      Promise.resolve({
        firstRun: byId.size === 0,
        suggestedName: state.osUserName,
        account: context.account,
        locked: context.sessionId !== null && sessions.isLocked(context.sessionId),
        lockAfterMs: state.lockAfterMs(),
      }),
    createFirst: async ({ name, secret }, context) => {
      const stored = await state.inTurn(() => insertAccount(state, { name, secret, roles: allRoles() }, true));
      return signIn(state, stored, context.describe);
    },
    signIn: async ({ name, secret }, context) => {
      const stored = findByName(byId.values(), name);
      const usable = stored !== null && !stored.disabled ? stored : null;
      const isRight = await guard.run(name, () => verifySecret(secret, usable?.secretHash ?? null), context.signal);
      if (!isRight || usable === null) throw wrongSecret();
      return signIn(state, usable, context.describe);
    },
    signOut: (_input, context) => {
      sessions.end(context.sessionId);
      return Promise.resolve(done);
    },
    lock: (_input, context) => {
      sessions.lock(context.sessionId);
      return Promise.resolve(done);
    },
    stillHere: (_input, context) => {
      if (context.sessionId !== null) sessions.use(context.sessionId);
      return Promise.resolve(done);
    },
    unlock: async ({ secret }, context) => {
      await requireSecret(state, context.account, secret, context.signal);
      sessions.unlock(context.sessionId);
      return done;
    },
  };
}

function accountHandlers(state: State): Omit<HandlersOf<'accounts'>, SessionProcedure> {
  return {
    list: () => Promise.resolve({ items: [...state.byId.values()].map(viewOf) }),
    create: async (input, context) => {
      const stored = await state.inTurn(() => insertAccount(state, input, false));
      context.describe({ target: stored.accountId, summary: `roles: ${stored.roles.join(', ')}` });
      state.emit('accounts.changed', {});
      return viewOf(stored);
    },
    update: async (input, context) => {
      const stored = await state.inTurn(() => changeAccount(state, input));
      context.describe({ summary: `roles: ${stored.roles.join(', ')}${stored.disabled ? '; disabled' : ''}` });
      if (stored.disabled) state.sessions.endAllOf(stored.accountId, null);
      state.emit('accounts.changed', {});
      return viewOf(stored);
    },
    changeSecret: async ({ secret, newSecret }, context) => {
      await requireSecret(state, context.account, secret, context.signal);
      const secretHash = await hashSecret(newSecret);
      await state.inTurn(() => save(state, { ...getStored(state, context.account.accountId), secretHash }));
      state.sessions.endAllOf(context.account.accountId, context.sessionId);
      return done;
    },
  };
}

async function insertAccount(
  state: State,
  input: { name: string; secret: string; roles: StoredAccount['roles'] },
  onlyIfNone: boolean,
): Promise<StoredAccount> {
  if (findByName(state.byId.values(), input.name) !== null) throw nameTaken();
  const stored: StoredAccount = {
    accountId: randomUUID(),
    name: input.name,
    roles: [...new Set(input.roles)],
    disabled: false,
    createdAt: state.clock.now(),
    lastSignInAt: null,
    secretHash: await hashSecret(input.secret),
  };
  if ((onlyIfNone && state.byId.size > 0) || !(await state.accounts.insert(stored, onlyIfNone))) throw nameTaken();
  state.byId.set(stored.accountId, stored);
  return stored;
}

function changeAccount(
  state: State,
  input: { accountId: string; roles: StoredAccount['roles']; disabled: boolean },
): Promise<StoredAccount> {
  const changed = { ...getStored(state, input.accountId), roles: [...new Set(input.roles)], disabled: input.disabled };
  const others = [...state.byId.values()].filter((stored) => stored.accountId !== input.accountId);
  if (![...others, changed].some(isAdministrator)) throw lastAdministrator();
  return save(state, changed);
}

async function save(state: State, stored: StoredAccount): Promise<StoredAccount> {
  await state.accounts.update(stored);
  state.byId.set(stored.accountId, stored);
  return stored;
}

async function signIn(
  state: State,
  stored: StoredAccount,
  describe: (details: { target: string; summary: string }) => void,
): Promise<{ sessionToken: string; account: Account }> {
  const lastSignInAt = state.clock.now();
  const signedIn = await state.inTurn(() => save(state, { ...getStored(state, stored.accountId), lastSignInAt }));
  if (signedIn.disabled) throw wrongSecret();
  describe({ target: stored.accountId, summary: `signed in: ${stored.name}` });
  state.emit('accounts.changed', {});
  return { sessionToken: state.sessions.open(stored.accountId).sessionToken, account: viewOf(signedIn) };
}

async function requireSecret(state: State, account: Account, secret: string, signal: AbortSignal): Promise<void> {
  const { secretHash } = getStored(state, account.accountId);
  if (!(await state.guard.run(account.name, () => verifySecret(secret, secretHash), signal))) throw wrongSecret();
}

function getStored(state: State, accountId: string): StoredAccount {
  const stored = state.byId.get(accountId);
  if (stored === undefined) throw noSuchAccount();
  return stored;
}
