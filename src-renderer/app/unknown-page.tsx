import { useText } from '../locales/use-text.ts';
import { Page } from '../ui/page.tsx';
import { StateView } from '../ui/state-view.tsx';

export function UnknownPage() {
  const text = useText();
  return (
    <Page title={text('nav.notFound')}>
      <StateView kind="empty" title={text('nav.notFoundHint')} />
    </Page>
  );
}
