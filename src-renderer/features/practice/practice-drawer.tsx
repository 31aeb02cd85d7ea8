import { Drawer } from '@mantine/core';
import { useText } from '../../locales/use-text.ts';

export function PracticeDrawer({ onClose }: { onClose: () => void }) {
  const text = useText();
  return <Drawer opened position="right" onClose={onClose} title={text('practice.title')} />;
}
