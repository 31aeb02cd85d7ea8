import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Account } from '../../../src-shared/domain/account.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { AccountDialog } from './account-dialog.tsx';
import styles from './accounts.module.css';
import { ChangeSecretForm } from './change-secret-form.tsx';

/** One's own secret, and for administrators the accounts and their roles. */
export function AccountsSection() {
  const { data } = useContractQuery('accounts.session', {});
  const isAdministrator = data?.account?.roles.includes('administrator') ?? false;
  return (
    <div className={styles.section}>
      <ChangeSecretForm />
      {isAdministrator ? <AccountList /> : null}
    </div>
  );
}

function AccountList() {
  const text = useText();
  const list = useContractQuery('accounts.list', {});
  const [edited, setEdited] = useState<Account | 'new' | null>(null);
  return (
    <section>
      <h2 className="strong">{text('accounts.list')}</h2>
      <QueryView query={list}>
        {({ items }) => (
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{text('accounts.name')}</th>
                <th>{text('accounts.roles')}</th>
                <th>{text('accounts.lastSignIn')}</th>
                <th>
                  <span className="visually-hidden">{text('accounts.edit')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((account) => (
                <tr key={account.accountId}>
                  <td>
                    {account.name}
                    {account.disabled ? <span className="dim"> {text('accounts.disabledMark')}</span> : null}
                  </td>
                  <td>{account.roles.map((role) => text(`role.${role}`)).join(', ')}</td>
                  <td>
                    {account.lastSignInAt === null ? (
                      text('accounts.never')
                    ) : (
                      <RelativeTime at={account.lastSignInAt} />
                    )}
                  </td>
                  <td>
                    <Button
                      variant="default"
                      size="compact-xs"
                      aria-label={text('accounts.editOf', { name: account.name })}
                      onClick={() => setEdited(account)}
                    >
                      {text('accounts.edit')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </QueryView>
      <Button variant="default" mt="sm" onClick={() => setEdited('new')}>
        {text('accounts.add')}
      </Button>
      {edited ? <AccountDialog account={edited === 'new' ? null : edited} onClose={() => setEdited(null)} /> : null}
    </section>
  );
}
