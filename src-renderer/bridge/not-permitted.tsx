import type { ProcedureName } from '../../src-shared/contract/index.ts';
import { useText } from '../locales/use-text.ts';
import { StateView } from '../ui/state-view.tsx';
import { rolesFor } from './use-may.ts';

/** Stands where something would be that the person's roles do not reach, and says which roles do. @param name what would be called */
export function NotPermitted({ name }: { name: ProcedureName }) {
  const text = useText();
  const roles = (rolesFor(name) ?? []).map((role) => text(`role.${role}`)).join(', ');
  return <StateView kind="empty" title={text('app.notPermitted')} hint={text('app.notPermittedHint', { roles })} />;
}
