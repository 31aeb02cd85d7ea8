import type { FormEvent, ReactNode } from 'react';
import type { CallError } from '../../bridge/call-error.ts';
import { useErrorText } from '../../bridge/use-error-text.ts';
import styles from './entrance.module.css';

type EntranceProps = {
  title: string;
  hint: string;
  error: CallError | null;
  onSubmit: () => void;
  children: ReactNode;
};

/** The card that stands before the console: first run, sign-in, lock. */
export function Entrance({ title, hint, error, onSubmit, children }: EntranceProps) {
  const errorText = useErrorText();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <main className={styles.entrance} id="main">
      <form className={styles.card} onSubmit={submit}>
        <h1 className={styles.title}>{title}</h1>
        <p className="dim">{hint}</p>
        {children}
        {error ? (
          <p role="alert" className={styles.error}>
            {errorText(error.shape).title}
          </p>
        ) : null}
      </form>
    </main>
  );
}
