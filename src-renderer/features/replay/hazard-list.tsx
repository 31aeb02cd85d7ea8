import { IconAlertTriangle, IconCircleCheck, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import type { Hazard } from '../../../src-shared/domain/replay.ts';
import { useText } from '../../locales/use-text.ts';
import classes from './replay.module.css';

/** Whether a hazard must be read and let through before sending: found, or not able to be checked. */
export function needsAcceptance(hazard: Hazard): boolean {
  return !hazard.blocks && hazard.outcome !== 'not-found';
}

/** What could go wrong, what blocks first; what was checked and is clear folds away, what could not be checked never does. */
export function HazardList({ hazards }: { hazards: readonly Hazard[] }) {
  const text = useText();
  const [showsClear, setShowsClear] = useState(false);
  const blocking = hazards.filter((hazard) => hazard.blocks);
  const warning = hazards.filter(needsAcceptance);
  const clear = hazards.filter((hazard) => !hazard.blocks && hazard.outcome === 'not-found');
  return (
    <ul className={classes.hazards} aria-label={text('replay.plan.hazards')}>
      {blocking.map((hazard) => (
        <HazardRow key={hazard.kind} hazard={hazard} tone="blocks" />
      ))}
      {warning.map((hazard) => (
        <HazardRow key={hazard.kind} hazard={hazard} tone="warns" />
      ))}
      {clear.length > 0 ? (
        <li>
          <button
            type="button"
            className={classes.link}
            aria-expanded={showsClear}
            onClick={() => setShowsClear(!showsClear)}
          >
            {text('replay.plan.checked', { count: clear.length })}
          </button>
        </li>
      ) : null}
      {showsClear ? clear.map((hazard) => <HazardRow key={hazard.kind} hazard={hazard} tone="clear" />) : null}
    </ul>
  );
}

const icons = { blocks: IconHandStop, warns: IconAlertTriangle, clear: IconCircleCheck };

function HazardRow({ hazard, tone }: { hazard: Hazard; tone: 'blocks' | 'warns' | 'clear' }) {
  const text = useText();
  const Icon = icons[tone];
  return (
    <li className={classes.hazard} data-tone={tone} data-hazard={hazard.kind}>
      <Icon size={16} aria-hidden />
      <span>{text.from(`hazard.${hazard.kind}.${hazard.outcome}`, hazard.params, hazard.kind)}</span>
    </li>
  );
}
