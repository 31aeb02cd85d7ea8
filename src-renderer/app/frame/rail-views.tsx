import { Link } from 'wouter';
import { addressOfView, useViews } from '../../features/views/use-views.ts';
import { ViewCount } from '../../features/views/view-count.tsx';
import { useText } from '../../locales/use-text.ts';
import { useAddressQuery } from '../../ui/address/hash-location.ts';
import styles from './frame.module.css';

/** So many fit below the pages; the others are in the menu of their list. */
const mostShown = 8;

/** The person's views, each with what it shows now. */
export function RailViews() {
  const text = useText();
  const views = useViews();
  const { given } = useAddressQuery();
  if (views === null || views.length === 0) return null;
  return (
    <section className={styles.views} aria-label={text('views.menu')}>
      <h2 className={styles.viewsTitle}>{text('views.menu')}</h2>
      {views.slice(0, mostShown).map((view) => (
        <Link
          key={view.viewId}
          href={addressOfView(view)}
          className={styles.view}
          title={view.name}
          {...(given.get('view') === view.viewId ? { 'aria-current': 'page' as const } : {})}
        >
          <span className={styles.linkText}>{view.name}</span>
          <ViewCount count={view.count} />
        </Link>
      ))}
    </section>
  );
}
