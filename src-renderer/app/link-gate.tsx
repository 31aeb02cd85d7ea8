import type { ReactNode } from 'react';
import { useBridge } from '../bridge/bridge-provider.tsx';
import { useText } from '../locales/use-text.ts';
import { StateView } from '../ui/state-view.tsx';
import styles from './link-gate.module.css';

/** Stands before everything once this page's shell has ended its session: nothing here can be true any more. */
export function LinkGate({ children }: { children: ReactNode }) {
  const { link } = useBridge();
  const text = useText();
  if (link === 'up' || link === 'down') return children;
  return (
    <main id="main" className={styles.notice}>
      <StateView
        kind="error"
        title={text(link === 'token-reused' ? 'app.tokenReused' : 'app.shellEnded')}
        hint={text(link === 'token-reused' ? 'app.tokenReusedHint' : 'app.shellEndedHint')}
      />
    </main>
  );
}
