import { Drawer, SegmentedControl, Select, Switch } from '@mantine/core';
import type { InputOf, OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractCommand, useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useErrorText } from '../../bridge/use-error-text.ts';
import { useLanguage, useText } from '../../locales/use-text.ts';
import { StateView } from '../../ui/state-view.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import styles from './practice.module.css';

type Status = OutputOf<'practice.status'>;
type ReceiverMode = InputOf<'practice.setReceiver'>['mode'];

const modes: readonly ReceiverMode[] = ['up', 'down', 'slow', 'nack', 'wrong-ack'];

const speeds = [0, 1, 2, 5, 10, 20];

/** Scenarios, speed and receivers of the practice engine, to try things out where nothing can be harmed. */
export function PracticeDrawer({ onClose }: { onClose: () => void }) {
  useReturnFocus();
  const text = useText();
  const status = useContractQuery('practice.status', {});
  return (
    <Drawer
      opened
      position="right"
      onClose={onClose}
      title={text('practice.title')}
      closeButtonProps={{ 'aria-label': text('ui.close') }}
    >
      <QueryView query={status}>
        {(value) =>
          value.isRunning ? (
            <Controls status={value} />
          ) : (
            <StateView kind="empty" title={text('practice.off')} hint={text('practice.offHint')} />
          )
        }
      </QueryView>
    </Drawer>
  );
}

function Controls({ status }: { status: Status }) {
  const text = useText();
  const errorText = useErrorText();
  const language = useLanguage();
  const switchScenario = useContractCommand('practice.switchScenario', ['practice.status']);
  const setSpeed = useContractCommand('practice.setSpeed', ['practice.status']);
  const setReceiver = useContractCommand('practice.setReceiver', ['practice.status']);
  const error = switchScenario.error ?? setSpeed.error ?? setReceiver.error;
  return (
    <div className={styles.controls}>
      <p className="dim">{text('practice.hint')}</p>
      {error ? (
        <p role="alert" className={styles.failed}>
          {errorText(error.shape).title}
        </p>
      ) : null}
      <section>
        <h3 className="strong">{text('practice.speed')}</h3>
        <SegmentedControl
          aria-label={text('practice.speed')}
          value={String(status.speed)}
          data={speedsWith(status.speed).map((speed) => ({
            value: String(speed),
            label: speed === 0 ? text('practice.noTraffic') : text('practice.times', { n: speed }),
          }))}
          onChange={(speed) => setSpeed.mutate({ speed: Number(speed) })}
        />
      </section>
      <section>
        <h3 className="strong">{text('practice.scenarios')}</h3>
        {status.scenarios.map((scenario) => (
          <Switch
            key={scenario.scenarioId}
            className={styles.scenario}
            label={scenario.title[language]}
            description={scenario.description[language]}
            checked={scenario.isActive}
            disabled={switchScenario.isPending}
            onChange={(event) =>
              switchScenario.mutate({ scenarioId: scenario.scenarioId, isActive: event.currentTarget.checked })
            }
          />
        ))}
      </section>
      <section>
        <h3 className="strong">{text('practice.receivers')}</h3>
        {status.receivers.map((receiver) => (
          <Select
            key={receiver.receiverId}
            label={receiver.name}
            value={receiver.mode}
            data={modes.map((mode) => ({ value: mode, label: text(`practice.mode.${mode}`) }))}
            disabled={setReceiver.isPending}
            onChange={(mode) =>
              mode && setReceiver.mutate({ receiverId: receiver.receiverId, mode: mode as ReceiverMode })
            }
          />
        ))}
      </section>
    </div>
  );
}

/** The usual speeds, and the present one where somebody set another from outside. */
function speedsWith(present: number): number[] {
  return speeds.includes(present) ? speeds : [...speeds, present].toSorted((one, other) => one - other);
}
