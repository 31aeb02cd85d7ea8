import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Goal, GoalStanding } from '../../../../src-shared/domain/alerts/goal.ts';
import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useMay } from '../../../bridge/use-may.ts';
import { useText } from '../../../locales/use-text.ts';
import { useFormat } from '../../../ui/format/use-format.ts';
import table from '../../../ui/plain-table.module.css';
import classes from '../alerts.module.css';
import { PlaceName } from '../place-name.tsx';
import { GoalDialog } from './goal-dialog.tsx';
import { newGoal } from './new-goal.ts';
import { RemoveGoal } from './remove-goal.tsx';

/** What channels are to keep, how far they are from it, and what is left of the slack. */
export function GoalsPanel() {
  const text = useText();
  const may = useMay();
  const query = useContractQuery('alerts.goals', {}, { everyMs: 60_000 });
  const [edited, setEdited] = useState<Goal | null>(null);
  const [removed, setRemoved] = useState<Goal | null>(null);
  const mayChange = may('alerts.saveGoals');
  return (
    <QueryView query={query}>
      {({ items }) => (
        <div className={classes.rules}>
          <p className="dim">{text('alerts.goals.intro')}</p>
          {items.length === 0 ? (
            <p>{text('alerts.goals.none')}</p>
          ) : (
            <table className={table.table}>
              <thead>
                <tr>
                  <th scope="col">{text('alerts.column.where')}</th>
                  <th scope="col">{text('alerts.goals.what')}</th>
                  <th scope="col">{text('alerts.goals.target')}</th>
                  <th scope="col">{text('alerts.goals.achieved')}</th>
                  <th scope="col">{text('alerts.goals.left')}</th>
                  <th scope="col">{text('alerts.column.standing')}</th>
                  {mayChange ? (
                    <th scope="col">
                      <span className="visually-hidden">{text('alerts.rules.edit')}</span>
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {items.map((standing) => (
                  <GoalRow
                    key={standing.goal.goalId}
                    standing={standing}
                    onEdit={mayChange ? () => setEdited(standing.goal) : null}
                    onRemove={() => setRemoved(standing.goal)}
                  />
                ))}
              </tbody>
            </table>
          )}
          {mayChange ? (
            <div>
              <Button variant="default" onClick={() => setEdited(newGoal(crypto.randomUUID()))}>
                {text('alerts.goals.add')}
              </Button>
            </div>
          ) : null}
          {edited ? (
            <GoalDialog start={edited} goals={items.map(({ goal }) => goal)} onClose={() => setEdited(null)} />
          ) : null}
          {removed ? (
            <RemoveGoal removed={removed} goals={items.map(({ goal }) => goal)} onClose={() => setRemoved(null)} />
          ) : null}
        </div>
      )}
    </QueryView>
  );
}

type GoalRowProps = { standing: GoalStanding; onEdit: (() => void) | null; onRemove: () => void };

function GoalRow({ standing, onEdit, onRemove }: GoalRowProps) {
  const text = useText();
  const format = useFormat();
  const { goal, achieved, budgetLeft, burning } = standing;
  const { measure, target, windowDays } = goal;
  return (
    <tr>
      <td className="strong">
        <PlaceName scope={goal.scope} />
      </td>
      <td>
        {measure.kind === 'availability'
          ? text('alerts.goals.availability')
          : text('alerts.goals.freshnessOf', { minutes: measure.silenceMinutes })}
      </td>
      <td>{text('alerts.goals.targetOf', { percent: percentOf(target), days: windowDays })}</td>
      <td>{achieved === null ? text('alerts.goals.unknown') : `${percentOf(achieved)} %`}</td>
      <td className={budgetLeft !== null && budgetLeft < 0 ? classes.overdrawn : undefined}>
        {budgetLeft === null ? '–' : format.share(budgetLeft)}
      </td>
      <td className={burning === null ? 'dim' : 'strong'}>
        {text(burning === null ? 'alerts.goals.calm' : `alerts.goals.burning.${burning.speed}`)}
      </td>
      {onEdit === null ? null : (
        <td>
          <div className={classes.actions}>
            <Button size="compact-xs" variant="default" onClick={onEdit}>
              {text('alerts.rules.edit')}
            </Button>
            <Button size="compact-xs" variant="default" onClick={onRemove}>
              {text('alerts.rules.remove')}
            </Button>
          </div>
        </td>
      )}
    </tr>
  );
}

/** Goals differ in the second place after the point. */
function percentOf(share: number): number {
  return Math.floor(share * 10_000) / 100;
}
