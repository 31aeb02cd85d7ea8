import { useMemo } from 'react';
import { rankOf } from '../../../src-shared/domain/alerts/causes.ts';
import { useText } from '../../locales/use-text.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import type { TableColumn } from '../../ui/virtual-table/column.ts';
import { SeverityBadge } from '../../widgets/severity-badge.tsx';
import { AlertStandingBadge } from './alert-standing.tsx';
import type { AlertView } from './alert-view.ts';
import classes from './alerts.module.css';
import { useAlertWords } from './use-alert-words.ts';

/** Columns of alerts; fewer while one is open beside them. */
export function useAlertColumns(isNarrow: boolean): readonly TableColumn<AlertView>[] {
  const text = useText();
  const words = useAlertWords();
  return useMemo(() => {
    const columns: (TableColumn<AlertView> & { isWide?: boolean })[] = [
      {
        id: 'severity',
        header: text('overview.severity'),
        width: 112,
        sortValue: (row) => rankOf(row.severity),
        cell: (row) => <SeverityBadge severity={row.state === 'resolved' ? 'fine' : row.severity} />,
      },
      {
        id: 'where',
        header: text('alerts.column.where'),
        width: 150,
        grow: isNarrow,
        sortValue: (row) => row.subjectName,
        cell: (row) => <Whole words={row.subjectName} isStrong />,
      },
      {
        id: 'says',
        header: text('alerts.column.says'),
        width: 330,
        grow: !isNarrow,
        isWide: true,
        cell: (row) => <Whole words={words.sentenceOf(row)} />,
      },
      {
        id: 'rule',
        header: text('alerts.column.rule'),
        width: 160,
        sortValue: words.nameOf,
        cell: (row) => <Whole words={words.nameOf(row)} />,
      },
      {
        id: 'since',
        header: text('alerts.column.since'),
        width: 84,
        isWide: true,
        sortValue: (row) => row.firedAt,
        cell: (row) => <RelativeTime at={row.firedAt} bare />,
      },
      {
        id: 'standing',
        header: text('alerts.column.standing'),
        width: 176,
        cell: (row) => <AlertStandingBadge alert={row} />,
      },
    ];
    return isNarrow ? columns.filter(({ isWide }) => !isWide) : columns;
  }, [text, words, isNarrow]);
}

function Whole({ words, isStrong = false }: { words: string; isStrong?: boolean }) {
  return (
    <span className={isStrong ? `${classes.oneLine} strong` : classes.oneLine} title={words}>
      {words}
    </span>
  );
}
