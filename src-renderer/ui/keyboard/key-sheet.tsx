import { Modal } from '@mantine/core';
import { useText } from '../../locales/use-text.ts';
import { KeyHint } from '../key-hint.tsx';
import { useReturnFocus } from '../use-return-focus.ts';
import { useActiveKeys } from './use-keys.ts';

/** Every shortcut that works on this page. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  useReturnFocus();
  const text = useText();
  const bindings = useActiveKeys().filter(({ label }) => label !== '');
  return (
    <Modal opened onClose={onClose} title={text('keys.sheet')} closeButtonProps={{ 'aria-label': text('ui.close') }}>
      <table>
        <tbody>
          {bindings.map(({ keys, label }) => (
            <tr key={keys}>
              <td style={{ paddingRight: 'var(--space-4)', paddingBottom: 'var(--space-1)' }}>
                <KeyHint keys={shownKeys(keys)} />
              </td>
              <td>{label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}

/** As it stands on the keyboard: "Ctrl K", "Shift ↓". */
function shownKeys(keys: string): string {
  return keys
    .replace('Shift+', 'Shift ')
    .replace(
      /^Mod\+(Shift )?(.+)$/,
      (_, shift: string | undefined, key: string) => `Ctrl ${shift ?? ''}${key.toUpperCase()}`,
    )
    .replace('ArrowDown', '↓');
}
