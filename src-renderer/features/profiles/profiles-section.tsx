import { Button } from '@mantine/core';
import { useState } from 'react';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { AddProfile } from './add-profile.tsx';
import { AssignProfile } from './assign-profile.tsx';
import type { ProfileView } from './profile-view.ts';
import styles from './profiles.module.css';
import { RemoveProfile } from './remove-profile.tsx';
import { useChannelNames } from './use-channel-names.ts';

type Open = { kind: 'add' } | { kind: 'assign' | 'remove'; profile: ProfileView };

/** Rule profiles of the site, and the channels each is used for. Administrators change them, everybody sees them. */
export function ProfilesSection() {
  const text = useText();
  const may = useMay();
  const list = useContractQuery('profiles.list', {});
  const [open, setOpen] = useState<Open | null>(null);
  const close = (): void => setOpen(null);
  const mayChange = may('profiles.add');
  return (
    <section className={styles.section}>
      <p>{text('profiles.intro')}</p>
      <QueryView query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <StateView kind="empty" title={text('profiles.none')} hint={mayChange ? text('profiles.noneHint') : ''} />
          ) : (
            <ProfileTable items={items} onOpen={mayChange ? setOpen : null} />
          )
        }
      </QueryView>
      {mayChange ? (
        <div>
          <Button variant="default" onClick={() => setOpen({ kind: 'add' })}>
            {text('profiles.add')}
          </Button>
        </div>
      ) : null}
      {open?.kind === 'add' ? <AddProfile onClose={close} /> : null}
      {open?.kind === 'assign' ? <AssignProfile profile={open.profile} onClose={close} /> : null}
      {open?.kind === 'remove' ? <RemoveProfile profile={open.profile} onClose={close} /> : null}
    </section>
  );
}

function ProfileTable({ items, onOpen }: { items: readonly ProfileView[]; onOpen: ((open: Open) => void) | null }) {
  const text = useText();
  const nameOf = useChannelNames();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th>{text('profiles.name')}</th>
          <th>{text('profiles.format')}</th>
          <th>{text('profiles.channels')}</th>
          {onOpen ? (
            <th>
              <span className="visually-hidden">{text('profiles.choose')}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {items.map((profile) => (
          <tr key={profile.name}>
            <td>
              <span className="strong">{profile.name}</span>
              <div className="dim">{profile.description}</div>
            </td>
            <td>
              {profile.format} · {profile.messageTypes.join(', ') || text('profiles.allTypes')}
              <div className="dim">{text('profiles.rules', { count: profile.ruleCount })}</div>
            </td>
            <td>{profile.channels.map(nameOf).join(', ') || text('profiles.noChannels')}</td>
            {onOpen ? (
              <td>
                <ProfileActions profile={profile} onOpen={onOpen} />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ProfileActions({ profile, onOpen }: { profile: ProfileView; onOpen: (open: Open) => void }) {
  const text = useText();
  const { name } = profile;
  return (
    <div className={styles.actions}>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={text('profiles.chooseOf', { name })}
        onClick={() => onOpen({ kind: 'assign', profile })}
      >
        {text('profiles.choose')}
      </Button>
      <Button
        variant="default"
        size="compact-xs"
        aria-label={text('profiles.removeOf', { name })}
        onClick={() => onOpen({ kind: 'remove', profile })}
      >
        {text('profiles.remove')}
      </Button>
    </div>
  );
}
