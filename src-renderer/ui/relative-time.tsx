import { useText } from '../locales/use-text.ts';
import { useFormat } from './format/use-format.ts';
import { useNow } from './use-now.ts';

/** An age ("4 min ago") that keeps itself true; the hover gives local and UTC time. @param at ms UTC */
export function RelativeTime({ at, bare = false }: { at: number; bare?: boolean }) {
  const text = useText();
  const format = useFormat();
  const age = format.age(Math.max(0, useNow() - at));
  return (
    <time dateTime={new Date(at).toISOString()} title={format.both(at)}>
      {bare ? age : text('ui.ago', { age })}
    </time>
  );
}

/** A moment by the clock chosen; the hover gives it by the machine's and in UTC. @param at ms UTC */
export function Moment({ at }: { at: number }) {
  const format = useFormat();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.both(at)}>
      {format.time(at)}
    </time>
  );
}
