import { useText } from '../locales/use-text.ts';
import styles from './widgets.module.css';

/** A value that the core has masked, e.g. "fnr •••••": kind and length class only, never a character of the value. */
export function MaskedValue({ masked }: { masked: string }) {
  const text = useText();
  return (
    <span className={styles.masked} title={text('widget.masked')}>
      {masked}
    </span>
  );
}
