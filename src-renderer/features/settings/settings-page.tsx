import { useText } from '../../locales/use-text.ts';
import { Page } from '../../ui/page.tsx';

export function SettingsPage() {
  const text = useText();
  return <Page title={text('nav.settings')}>{null}</Page>;
}
