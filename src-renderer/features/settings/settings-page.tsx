import type { ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import type { TextKey } from '../../locales/text-key.ts';
import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';
import { StateView } from '../../ui/state-view.tsx';
import styles from './settings.module.css';

/** A part of the settings with its own address `/settings/<id>`; `openId` is the next step of the address. */
export type SettingsPart = {
  id: string;
  titleKey: TextKey;
  render: (place: { openId: string | null; address: string }) => ReactNode;
};

/** Settings in parts: a list at the left, the one opened beside it. */
export function SettingsPage({ parts }: { parts: readonly SettingsPart[] }) {
  const text = useText();
  const params = useParams<{ section?: string; connectionId?: string }>();
  const open = params.section === undefined ? parts[0] : parts.find(({ id }) => id === params.section);
  return (
    <Page title={open ? text(open.titleKey) : text('nav.settings')} covers={text('settings.covers')}>
      <div className={styles.parts}>
        <nav className={styles.nav} aria-label={text('nav.settings')}>
          {parts.map(({ id, titleKey }) => (
            <Link
              key={id}
              href={`/settings/${id}`}
              className={styles.link}
              {...(id === open?.id ? { 'aria-current': 'page' as const } : {})}
            >
              {text(titleKey)}
            </Link>
          ))}
        </nav>
        <div className={styles.content}>
          {open ? (
            open.render({ openId: params.connectionId ?? null, address: `/settings/${open.id}` })
          ) : (
            <StateView kind="empty" title={text('nav.notFound')} hint={text('nav.notFoundHint')} />
          )}
        </div>
      </div>
    </Page>
  );
}
