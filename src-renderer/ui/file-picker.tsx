import type { Ref } from 'react';
import styles from './small.module.css';

type FilePickerProps = {
  /** `click()` opens the dialog of the operating system. */
  ref: Ref<HTMLInputElement>;
  label: string;
  /** Kinds of files that are offered, as the browser takes them; all when left out. */
  accept?: string;
  onFiles: (files: readonly File[]) => void;
};

/** The browser's own choice of files, opened by a button elsewhere; the same file can be chosen again. */
export function FilePicker({ ref, label, accept, onFiles }: FilePickerProps) {
  return (
    <input
      ref={ref}
      className={styles.picker}
      type="file"
      accept={accept}
      tabIndex={-1}
      aria-label={label}
      onChange={(event) => {
        const files = [...(event.currentTarget.files ?? [])];
        event.currentTarget.value = '';
        if (files.length > 0) onFiles(files);
      }}
    />
  );
}
