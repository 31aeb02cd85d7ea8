import type { HandlersOf } from '../../app/handler.ts';
import type { RunningEngines } from '../../engines/running-engines.ts';
import type { Clock } from '../../platform/ports.ts';
import { queueKey } from './queue-work.ts';
import { compareReceivers, messagesOf, receiverIdOf, receiversOf } from './waiting-groups.ts';
import type { WaitingReader } from './waiting-reader.ts';

export type WaitingDeps = {
  engines: Pick<RunningEngines, 'shown'>;
  reader: Pick<WaitingReader, 'find' | 'look'>;
  clock: Pick<Clock, 'now'>;
};

/** What the engines send by themselves, by receiver. An engine that does not answer keeps what was last seen, with its age. */
export function createWaitingService({ engines, reader, clock }: WaitingDeps): HandlersOf<'waiting'> {
  /** Counted in the environment shown. Asking is looking. */
  function look() {
    const shown = engines.shown();
    reader.look(shown.map(({ connection }) => connection.connectionId));
    return shown.map((engine) => {
      const { connectionId, name } = engine.connection;
      const found = reader.find(connectionId);
      return {
        connectionId,
        engineName: name,
        canRead: engine.waiting !== undefined,
        queues: [...(found?.queues.values() ?? [])],
        state: engine.state().state,
        observedAt: found?.observedAt ?? null,
      };
    });
  }

  return {
    list: () => {
      const parts = look();
      return Promise.resolve({
        receivers: parts.flatMap((part) => receiversOf(part, clock.now())).sort(compareReceivers),
        engines: parts.map(({ connectionId, engineName, state, observedAt }) => ({
          connectionId,
          name: engineName,
          state,
          observedAt,
        })),
      });
    },

    messages: ({ receiverId }) => {
      for (const part of look()) {
        const idOf = (queue: (typeof part.queues)[number]) => receiverIdOf(part.connectionId, queue);
        // Before a destination told where it sends to, it had an address of its own, which still leads here.
        const queue = part.queues.find(
          (one) =>
            idOf(one) === receiverId ||
            `${part.connectionId}~${queueKey(one.channelId, one.connectorId)}` === receiverId,
        );
        if (queue === undefined) continue;
        const queues = part.queues.filter((one) => idOf(one) === idOf(queue));
        const [receiver = null] = receiversOf({ ...part, queues }, clock.now());
        return Promise.resolve({ receiver, items: messagesOf(queues) });
      }
      return Promise.resolve({ receiver: null, items: [] });
    },
  };
}
