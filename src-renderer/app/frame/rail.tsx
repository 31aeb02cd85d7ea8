import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { isBoolean, useRemembered } from '../../ui/use-remembered.ts';
import type { PageRoute, RailCount } from '../route.ts';
import { useReachableRoutes } from '../use-reachable-routes.ts';
import styles from './frame.module.css';
import { RailViews } from './rail-views.tsx';

/** The pages, each with the count of what wants a person. Collapses to icons. */
export function Rail() {
  const text = useText();
  const routes = useReachableRoutes();
  const [isCollapsed, setCollapsed] = useRemembered('rail.collapsed', false, isBoolean);
  const label = text(isCollapsed ? 'nav.expand' : 'nav.collapse');
  const Icon = isCollapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={styles.rail} aria-label={text('nav.label')} data-collapsed={isCollapsed || undefined}>
      {routes.map(({ rail }) => (rail ? <RailLink key={rail.address} rail={rail} isCollapsed={isCollapsed} /> : null))}
      {isCollapsed ? null : <RailViews />}
      <button
        type="button"
        className={`${styles.link} ${styles.collapse}`}
        style={{ border: 'none', background: 'none', font: 'inherit', cursor: 'pointer' }}
        title={label}
        aria-label={label}
        onClick={() => setCollapsed(!isCollapsed)}
      >
        <Icon size={17} aria-hidden />
      </button>
    </nav>
  );
}

type RailEntry = NonNullable<PageRoute['rail']>;

function RailLink({ rail, isCollapsed }: { rail: RailEntry; isCollapsed: boolean }) {
  const text = useText();
  const [location] = useLocation();
  const useCount = rail.useCount ?? useNoCount;
  const count = useCount();
  const isCurrent = [rail.address, ...(rail.also ?? [])].some(
    (address) => location === address || location.startsWith(`${address}/`),
  );
  const title = text(rail.titleKey);
  return (
    <Link
      href={rail.address}
      className={styles.link}
      title={title}
      {...(isCurrent ? { 'aria-current': 'page' as const } : {})}
    >
      <rail.icon size={17} stroke={1.8} aria-hidden />
      <span className={isCollapsed ? 'visually-hidden' : styles.linkText}>{title}</span>
      {isCollapsed ? null : <CountText count={count} />}
    </Link>
  );
}

function CountText({ count }: { count: RailCount }) {
  const text = useText();
  const format = useFormat();
  if (!count || count.count === 0) return null;
  return (
    <span className={styles.count}>
      {format.number(count.count)}
      {count.urgent > 0 ? (
        <span className={styles.urgent}>{text('nav.urgentCount', { n: format.number(count.urgent) })}</span>
      ) : null}
    </span>
  );
}

function useNoCount(): RailCount {
  return null;
}
