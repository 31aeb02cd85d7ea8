import { type ReactNode, useEffect } from 'react';
import styles from './page.module.css';

type PageProps = {
  title: string;
  /** One line that says what the page covers. */
  covers?: ReactNode;
  /** Filters, time range and buttons: always in this place. */
  actions?: ReactNode;
  /** What is loaded, since when, how fresh, what waits. */
  status?: ReactNode;
  children: ReactNode;
};

/** The same frame for every page: title, what it covers, actions, content, status line. The window is named after it. */
export function Page({ title, covers, actions, status, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Vaktbord`;
  }, [title]);
  return (
    <main className={styles.page} id="main" tabIndex={-1}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        <p className={styles.covers}>{covers}</p>
        <div className={styles.actions}>{actions}</div>
      </header>
      <div className={styles.content}>{children}</div>
      {status ? (
        <div className={styles.status} role="status">
          {status}
        </div>
      ) : null}
    </main>
  );
}
