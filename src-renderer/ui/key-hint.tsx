import styles from './small.module.css';

/** A key or a sequence as it stands on the keyboard: "Ctrl K", "g o". */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <>
      {keys.split(' ').map((key) => (
        <kbd key={key} className={styles.key}>
          {key}
        </kbd>
      ))}
    </>
  );
}
