import { z } from 'zod';
import { account, accountName, accountSecret, role } from '../domain/account.ts';
import { done, nothing } from './common.ts';
import { administrators, command, event, everyRole, query } from './procedure.ts';

/**
 * Who is here. `firstRun`: no account exists yet, `suggestedName` is the OS user's full or login name.
 * `locked`: the session waits for its owner's secret. `account` null when signed out.
 */
const sessionState = z.object({
  firstRun: z.boolean(),
  suggestedName: z.string(),
  account: account.nullable(),
  locked: z.boolean(),
  lockAfterMs: z.number().int(),
});
const signedIn = z.object({ sessionToken: z.string(), account });

export const accounts = {
  procedures: {
    session: query({ access: 'anyone', input: nothing, output: sessionState }),
    /** Makes the first account with every role; CONFLICT once any account exists. */
    createFirst: command({
      access: 'anyone',
      input: z.object({ name: accountName, secret: accountSecret }),
      output: signedIn,
    }),
    /** FORBIDDEN for a wrong name or secret alike, after a growing delay. */
    signIn: command({
      access: 'anyone',
      input: z.object({ name: accountName, secret: z.string().max(200) }),
      output: signedIn,
    }),
    signOut: command({ access: 'signed-in', input: nothing, output: done }),
    lock: command({ access: 'signed-in', input: nothing, output: done }),
    unlock: command({ access: 'signed-in', input: z.object({ secret: z.string().max(200) }), output: done }),
    /**
     * A hand or a key moved at this console: reading is work too. Sent by a page upon real input only, at most once a minute; not audited.
     * It prolongs a session that is open and opens none: LOCKED once it has locked.
     */
    stillHere: command({ access: everyRole, input: nothing, output: done }),
    list: query({ access: administrators, input: nothing, output: z.object({ items: z.array(account) }) }),
    create: command({
      access: administrators,
      input: z.object({ name: accountName, secret: accountSecret, roles: z.array(role).min(1) }),
      output: account,
    }),
    /** The last enabled administrator cannot be disabled or lose the role: CONFLICT. */
    update: command({
      access: administrators,
      input: z.object({ accountId: z.string(), roles: z.array(role).min(1), disabled: z.boolean() }),
      output: account,
    }),
    changeSecret: command({
      access: 'signed-in',
      input: z.object({ secret: z.string().max(200), newSecret: accountSecret }),
      output: done,
    }),
  },
  events: {
    sessionChanged: event({
      payload: z.object({ reason: z.enum(['locked', 'ended', 'token-reused']) }),
      stale: ['accounts.session'],
    }),
    changed: event({ payload: nothing, stale: ['accounts.list', 'accounts.session'] }),
  },
};
