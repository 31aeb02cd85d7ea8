import { mostOrdered } from '../../../../src-shared/contract/failure-order.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import classes from '../failures.module.css';
import type { useFailureOrder } from './use-failure-order.ts';

/** That the list is being sorted, or why it is not. */
export function OrderNote({ order }: { order: ReturnType<typeof useFailureOrder> }) {
  const text = useText();
  const format = useFormat();
  const { tooMany, isSorting } = order;
  if (tooMany === null && !isSorting) return null;
  return (
    <p className={classes.orderNote} role="status">
      {tooMany === null
        ? text('failures.order.sorting')
        : text('failures.order.tooMany', {
            column: text.from(`failures.column.${tooMany.columnId}`).toLowerCase(),
            most: format.number(mostOrdered),
          })}
    </p>
  );
}
