import { useMemo, useState } from 'react';
import { useLanguage, useText } from '../../locales/use-text.ts';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { useTableModel } from '../../ui/virtual-table/use-table-model.ts';
import { VirtualTable } from '../../ui/virtual-table/virtual-table.tsx';
import { translateMaskWords } from '../../widgets/mask-words.ts';
import { useMaskWords } from '../../widgets/use-mask-words.ts';
import { type DifferenceRow, differenceRows } from './difference-rows.ts';
import classes from './message.module.css';

type DifferenceTableProps = { differences: Parameters<typeof differenceRows>[0]; question: string };

const idOf = ({ id }: DifferenceRow): string => id;

/** Every place that differs, one row each; the chosen one in full below. `question`: what was asked, for an order that holds only until another is. */
export function DifferenceTable({ differences, question }: DifferenceTableProps) {
  const text = useText();
  const [activeId, setActiveId] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const shown = useShown();
  const columns = useColumns(shown);
  const rows = useMemo(() => differenceRows(differences), [differences]);
  const model = useTableModel({ id: 'differences', columns, rows, idOf, isHeld: false, question });
  const open = rows.find(({ id }) => id === openId);
  return (
    <section className={classes.compareTable} aria-label={text('compare.byField')}>
      <VirtualTable
        label={text('compare.byField')}
        model={model}
        activeId={activeId}
        onActivate={setActiveId}
        onOpen={setOpenId}
        isOpen={(id) => id === openId}
      />
      {open ? (
        <dl className={classes.compareChosen}>
          <dt className="mono">{pathOf(open)}</dt>
          <dd />
          <dt>{text('compare.first')}</dt>
          <dd className="mono">{shown(open.before)}</dd>
          <dt>{text('compare.second')}</dt>
          <dd className="mono">{shown(open.after)}</dd>
        </dl>
      ) : null}
    </section>
  );
}

function pathOf({ path, pathInOther }: DifferenceRow): string {
  return [path, pathInOther].filter(Boolean).join(' → ');
}

/** A value in the reader's words: masked, empty, or not there at all. */
function useShown(): (value: string | null) => string {
  const text = useText();
  const maskWords = useMaskWords();
  return useMemo(
    () => (value) => {
      if (value === null) return text('compare.missing');
      return value === '' ? text('edit.empty') : translateMaskWords(value, maskWords);
    },
    [text, maskWords],
  );
}

function useColumns(shown: (value: string | null) => string): readonly TableColumn<DifferenceRow>[] {
  const text = useText();
  const language = useLanguage();
  return useMemo(
    () => [
      {
        id: 'place',
        header: text('message.tree'),
        width: 320,
        sortValue: pathOf,
        cell: (row) => (
          <>
            <span className="mono">{pathOf(row)}</span> <span className="dim">{row.label?.[language]}</span>
          </>
        ),
      },
      {
        id: 'kind',
        header: text('compare.kind'),
        width: 150,
        sortValue: ({ kind }) => kind,
        cell: ({ kind }) => text(`compare.kind.${kind}`),
      },
      {
        id: 'before',
        header: text('compare.first'),
        width: 200,
        grow: true,
        cell: ({ before }) => <span className="mono">{shown(before)}</span>,
      },
      {
        id: 'after',
        header: text('compare.second'),
        width: 200,
        grow: true,
        cell: ({ after }) => <span className="mono">{shown(after)}</span>,
      },
    ],
    [text, language, shown],
  );
}
