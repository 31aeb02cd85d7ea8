import type { RunningEngines } from '../engines/running-engines.ts';
import type { AccountsService } from '../services/accounts/accounts-service.ts';
import type { RuleShelf } from '../services/conversion-rules/rule-shelf.ts';
import { createRulesService, type RulesDeps } from '../services/conversion-rules/rules-service.ts';
import type { AppDeps } from './app-deps.ts';

type Joined = Pick<RulesDeps, 'idsIn' | 'channelNameOf' | 'siteOf' | 'emit'> & {
  shelf: RuleShelf;
  engines: RunningEngines;
  accounts: AccountsService;
};

/** Rules that convert results at replay. */
export function joinRules(deps: AppDeps, { accounts, ...own }: Joined) {
  return createRulesService({
    ...deps,
    ...own,
    store: deps.store.journal.units,
    findings: deps.store.history.units,
    accounts: accounts.listAccounts,
    requireSecret: accounts.requireSecret,
  });
}
