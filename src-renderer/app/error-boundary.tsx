import { Component, type ReactNode } from 'react';
import { useText } from '../locales/use-text.ts';
import { StateView } from '../ui/state-view.tsx';

type Props = { children: ReactNode /** A new value clears the error: the address. */; resetKey?: string };
type State = { hasFailed: boolean; resetKey: string | undefined };

/** Keeps a fault of one page from taking the frame with it. The error is not shown: its text could hold content. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { hasFailed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(): Partial<State> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { hasFailed: false, resetKey: props.resetKey };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <Fallen onRetry={() => this.setState({ hasFailed: false })} />;
  }
}

function Fallen({ onRetry }: { onRetry: () => void }) {
  const text = useText();
  return (
    <main id="main">
      <StateView
        kind="error"
        title={text('app.pageFailed')}
        hint={text('app.pageFailedHint')}
        action={{ label: text('ui.tryAgain'), run: onRetry }}
      />
    </main>
  );
}
