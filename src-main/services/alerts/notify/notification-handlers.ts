import { AppError } from '../../../../src-shared/domain/app-error.ts';
import type { Emit, HandlersOf } from '../../../app/handler.ts';
import type { AlertStore } from '../../../store/alert-store.ts';
import type { Notifier } from './notifier.ts';
import type { NotifyShelf } from './notify-shelf.ts';
import { Undelivered } from './undelivered.ts';

type Deps = { shelf: NotifyShelf; notifier: Notifier; store: Pick<AlertStore, 'deliveries'>; emit: Emit };
type Handled = 'notification' | 'saveNotification' | 'testTarget' | 'deliveries';

/** Whom to tell, the test of each way, and what became of every attempt. */
export function createNotificationHandlers(deps: Deps): Pick<HandlersOf<'alerts'>, Handled> {
  const { shelf, notifier, emit } = deps;
  return {
    async notification() {
      const settings = shelf.current();
      const known = await Promise.all(settings.targets.map(({ targetId }) => shelf.hasSecret(targetId)));
      const secretIds = settings.targets.filter((_, index) => known[index]).map(({ targetId }) => targetId);
      return { settings, secretIds };
    },
    async saveNotification({ settings, secrets }, context) {
      await shelf.save(settings, secrets);
      const { targets, isNotifying, heartbeat } = settings;
      const on = targets.filter(({ isOn }) => isOn).map(({ kind }) => kind);
      context.describe({
        summary: `notifies: ${isNotifying}; targets: ${on.join(', ')}; heartbeat: ${heartbeat !== null}`,
      });
      emit('alerts.rulesChanged', {});
      return { done: true };
    },
    async testTarget({ targetId }, context) {
      const target = shelf.current().targets.find((each) => each.targetId === targetId);
      context.describe({ target: targetId });
      if (target === undefined)
        throw new AppError('NOT_FOUND', 'There is no such target.', { messageKey: 'alerts.refused.noTarget' });
      try {
        await notifier.test(target);
      } catch (cause) {
        const { detail } = Undelivered.from(cause);
        throw new AppError('CONFLICT', `The test was not delivered: ${detail}`, {
          cause,
          messageKey: 'alerts.refused.undelivered',
          params: { detail },
        });
      }
      return { done: true };
    },
    deliveries: async ({ limit }) => ({ items: await deps.store.deliveries(limit) }),
  };
}
