import type { CheckStep } from '../../../src-shared/domain/connection.ts';
import {
  type Finding,
  networkSteps,
  ok,
  type PlannedStep,
  runSteps,
  tlsSteps,
} from '../../platform/network/check-place.ts';
import type { Clock } from '../../platform/ports.ts';
import { type MllpTarget, openSocket } from './mllp-socket.ts';

type Deps = { target: MllpTarget; clock: Clock };

/** A receiver that does not know this machine mostly cuts it off within this time. */
const cutOffMs = 400;

/** Tests everything but a message: to send one is a clinical act. */
export function checkMllp({ target, clock }: Deps, signal: AbortSignal): AsyncIterable<CheckStep> {
  const { tls } = target;
  const trust: PlannedStep[] = tls === null ? [plainStep] : tlsSteps(tls, clock);
  const steps = [...networkSteps(target), ...trust, { step: 'rights', run: staysOpen(target) } as const];
  return runSteps(steps, clock, signal);
}

const plainStep: PlannedStep = {
  step: 'tls',
  run: () => Promise.resolve({ outcome: 'warning', messageKey: 'engine.check.mllpPlain', params: {} }),
};

const staysOpen =
  (target: MllpTarget) =>
  async (signal: AbortSignal): Promise<Finding> => {
    const socket = await openSocket(target, signal);
    const isCut = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), cutOffMs);
      const onCut = () => {
        clearTimeout(timer);
        resolve(true);
      };
      socket.once('end', onCut).once('close', onCut).once('error', onCut).resume();
    });
    socket.destroy();
    if (isCut) return { outcome: 'failed', messageKey: 'engine.check.mllpCutsOff', params: {} };
    return ok('engine.check.mllpStaysOpen', {});
  };
