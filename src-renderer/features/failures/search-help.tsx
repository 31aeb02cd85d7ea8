import { ActionIcon, Popover } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import type { TextKey } from '../../locales/text-key.ts';
import { useText } from '../../locales/use-text.ts';
import classes from './failures.module.css';

const examples: readonly (readonly [written: string, key: TextKey])[] = [
  ['kalium', 'search.help.text'],
  ['"patient not found"', 'search.help.phrase'],
  ['channel:"Lab inn"', 'search.help.field'],
  ['sender:-', 'search.help.none'],
  ['order:4711 · patient:…', 'search.help.order'],
  ['OBX-3:2345-7', 'search.help.path'],
  ['error:timeout', 'search.help.error'],
  ['age:<2h', 'search.help.age'],
  ['time:2026-11-26T08/PT2H', 'search.help.time'],
  ['id:LAB*', 'search.help.prefix'],
  ['NOT (urgent:yes OR type:ADT)', 'search.help.logic'],
];

/** How a search is written, by example. */
export function SearchHelp() {
  const text = useText();
  return (
    <Popover position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <ActionIcon size="sm" variant="subtle" color="gray" aria-label={text('search.help')}>
          <IconHelp size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <table className={classes.help}>
          <caption>{text('search.help')}</caption>
          <tbody>
            {examples.map(([written, key]) => (
              <tr key={written}>
                <th scope="row" className="mono">
                  {written}
                </th>
                <td>{text(key)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Popover.Dropdown>
    </Popover>
  );
}
