import { useText } from '../locales/use-text.ts';
import classes from './units.module.css';

type UnitReadingsProps = {
  /** The number as sent. */
  value: string;
  /** The unit asked for, as senders write it; empty or null = none, as for ratios. */
  expected: string | null;
  readings: readonly { unit: string; value: string; isPlausible: boolean | null; isAsSent: boolean }[];
};

/** One number in each unit that it may have been meant in; nothing where it is known in none. */
export function UnitReadings({ value: sent, expected, readings }: UnitReadingsProps) {
  const text = useText();
  if (readings.length === 0) return null;
  return (
    <table className={classes.readings} aria-label={text('units.readings')}>
      <thead>
        <tr>
          <th scope="col">{text('units.readAs')}</th>
          <th scope="col">{text('units.becomes', { unit: expected || '1' })}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {readings.map(({ unit, value, isPlausible, isAsSent }) => (
          <tr key={unit}>
            <td>
              <span className={classes.number}>
                {sent} {unit}
              </span>{' '}
              {isAsSent ? <span className="dim">{text('units.asSent')}</span> : null}
            </td>
            <td className={classes.number}>{value}</td>
            <td data-plausible={isPlausible ?? undefined}>
              {isPlausible === null
                ? text('units.plausibilityUnknown')
                : text(isPlausible ? 'units.plausible' : 'units.implausible')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
