import { NotPermitted } from '../bridge/not-permitted.tsx';
import { useText } from '../locales/use-text.ts';
import { Page } from '../ui/page.tsx';
import type { PageRoute } from './route.ts';

/** A page opened by its address without the role it needs. */
export function UnreachablePage({ route }: { route: PageRoute }) {
  const text = useText();
  return (
    <Page title={text(route.rail?.titleKey ?? 'nav.notFound')}>
      {route.needs ? <NotPermitted name={route.needs} /> : null}
    </Page>
  );
}
