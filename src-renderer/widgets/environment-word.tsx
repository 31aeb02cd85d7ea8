import type { Environment } from '../../src-shared/domain/connection.ts';
import { useText } from '../locales/use-text.ts';
import styles from './widgets.module.css';

/** PRODUCTION, TEST or PRACTICE by word and colour; repeated wherever something is about to be done. */
export function EnvironmentWord({ environment }: { environment: Environment }) {
  const text = useText();
  return (
    <strong className={styles.environment} data-environment={environment}>
      {text(`environment.${environment}`)}
    </strong>
  );
}
