import { z } from 'zod';
import { done, nothing } from './common.ts';
import { command, event, everyRole, operators, query, readers } from './procedure.ts';

const texts = z.object({ en: z.string(), nb: z.string(), nn: z.string() });
export const practiceScenario = z.object({
  scenarioId: z.string(),
  title: texts,
  description: texts,
  isActive: z.boolean(),
});
export const receivedMessage = z.object({
  at: z.number().int(),
  messageControlId: z.string().nullable(),
  bytes: z.instanceof(Uint8Array),
});

/** The practice engine: synthetic persons only, so its receivers' logs may be shown whole. */
export const practice = {
  procedures: {
    /** `isRunning` false once a real connection exists. `speed` 0 = no traffic. */
    status: query({
      access: everyRole,
      input: nothing,
      output: z.object({
        isRunning: z.boolean(),
        speed: z.number(),
        scenarios: z.array(practiceScenario),
        receivers: z.array(z.object({ receiverId: z.string(), name: z.string(), mode: z.string() })),
      }),
    }),
    switchScenario: command({
      access: operators,
      input: z.object({ scenarioId: z.string(), isActive: z.boolean() }),
      output: done,
    }),
    setSpeed: command({ access: operators, input: z.object({ speed: z.number().min(0).max(100) }), output: done }),
    setReceiver: command({
      access: operators,
      input: z.object({ receiverId: z.string(), mode: z.enum(['up', 'down', 'slow', 'nack', 'wrong-ack']) }),
      output: done,
    }),
    /** Puts one message in by MLLP; `ack` is the engine's answer code. */
    inject: command({
      access: operators,
      input: z.object({ channelId: z.string(), bytes: z.instanceof(Uint8Array) }),
      output: z.object({ ack: z.string().nullable() }),
    }),
    receiverLog: query({
      access: readers,
      input: z.object({ receiverId: z.string() }),
      output: z.object({ items: z.array(receivedMessage) }),
    }),
  },
  events: {
    changed: event({ payload: nothing, stale: ['practice.status'] }),
  },
};
