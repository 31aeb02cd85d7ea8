import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';

export function OverviewPage() {
  const text = useText();
  return <Page title={text('nav.overview')}>{null}</Page>;
}
