import { useLanguage, useText } from '../locales/use-text.ts';
import classes from './units.module.css';

type UnitStepsProps = {
  reasons: readonly { id: string; params: Record<string, string>; message: string }[];
  /** Of the analyte; null = none in the tables. */
  norwegianName: string | null;
};

/** How a unit was judged, step by step, in the reader's language. */
export function UnitSteps({ reasons, norwegianName }: UnitStepsProps) {
  const text = useText();
  const isEnglish = useLanguage() === 'en';
  const own = isEnglish || norwegianName === null ? {} : { analyte: norwegianName };
  return (
    <ol className={classes.steps} aria-label={text('units.steps')}>
      {reasons.map(({ id, params, message }) => (
        <li key={id}>{text.from(`units.reason.${id}`, { ...params, ...own }, message)}</li>
      ))}
    </ol>
  );
}
