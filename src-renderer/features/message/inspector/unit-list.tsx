import { IconChevronDown, IconChevronRight, IconScale } from '@tabler/icons-react';
import { useState } from 'react';
import type { JudgedUnitRow } from '../../../../src-shared/contract/message-units.ts';
import { type Text, useText } from '../../../locales/use-text.ts';
import { UnitReadings } from '../../../widgets/unit-readings.tsx';
import { UnitSteps } from '../../../widgets/unit-steps.tsx';
import classes from './unit-list.module.css';
import { isToLookAt, type JudgedUnits } from './use-units.ts';

type UnitListProps = { judged: JudgedUnits; onJump: (row: JudgedUnitRow) => void };

/** The measurements whose unit is not as their code asks, each with the number in every unit it may mean, and how it was judged. */
export function UnitList({ judged, onJump }: UnitListProps) {
  const text = useText();
  const wrong = judged.items.filter(isToLookAt);
  if (judged.notJudged === null && judged.items.length === 0) return null;
  return (
    <section className={classes.units} aria-label={text('units.title')}>
      <p className={classes.head}>
        <IconScale size={14} aria-hidden />
        <strong>{text('units.title')}</strong> <span>{summaryOf(text, judged, wrong.length)}</span>
      </p>
      {wrong.length === 0 ? null : (
        <ul className={classes.list}>
          {wrong.map((row) => (
            <UnitRow key={row.path} row={row} onJump={() => onJump(row)} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Says no more than is known: what could not be judged is counted too. */
function summaryOf(text: Text, { items, count, isCut, notJudged }: JudgedUnits, wrong: number): string {
  if (notJudged !== null) return text('units.large');
  const unjudged = items.filter(({ judgement }) => judgement === 'unknown_code').length;
  const known = items.length - unjudged;
  const parts: string[] = [];
  if (wrong > 0) parts.push(text('units.toConsider', { wrong, count: items.length }));
  else if (known > 0) parts.push(text('units.allWell', { count: known }));
  if (unjudged > 0) parts.push(text('units.notJudged', { count: unjudged }));
  if (isCut) parts.push(text('units.cut', { shown: items.length, count }));
  return parts.join(' · ');
}

function UnitRow({ row, onJump }: { row: JudgedUnitRow; onJump: () => void }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-label={`${text('units.steps')}: ${row.path}`}
          title={text('units.steps')}
          onClick={() => setOpen(!isOpen)}
        >
          <Chevron size={13} aria-hidden />
        </button>
        <Headline row={row} onJump={onJump} />
      </div>
      {isOpen ? (
        <>
          <UnitReadings value={row.value ?? ''} expected={row.expected} readings={row.readings} />
          <UnitSteps reasons={row.reasons} norwegianName={row.norwegianName} />
        </>
      ) : null}
    </li>
  );
}

function Headline({ row, onJump }: { row: JudgedUnitRow; onJump: () => void }) {
  const text = useText();
  const { path, name, code, value, comparator, unit, expected, judgement } = row;
  const number = value === null ? text('units.hidden') : `${comparator ?? ''}${value}`;
  return (
    <>
      <button type="button" className={classes.path} onClick={onJump}>
        {path}
      </button>
      <span>{name ?? code ?? ''}</span>
      <span className={classes.number}>
        {number} {unit ?? text('units.none')}
      </span>
      <span className={classes.judgement}>{text(`units.judgement.${judgement}`)}</span>
      {expected === null ? null : <span className="dim">{text('units.asked', { unit: expected || '1' })}</span>}
    </>
  );
}
