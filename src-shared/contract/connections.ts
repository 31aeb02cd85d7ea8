import { z } from 'zod';
import { checkStep, connection, engineState, environment } from '../domain/connection.ts';
import { done, nothing, requestId } from './common.ts';
import { administrators, command, event, everyRole, query } from './procedure.ts';

const capability = z.union([
  z.object({ can: z.literal(true) }),
  z.object({ can: z.literal(false), reasonKey: z.string() }),
]);

export const connectionView = z.object({
  connection,
  state: engineState,
  hasPassword: z.boolean(),
  hasClientKey: z.boolean(),
  /** Keyed by capability name (`replaySameBytes`, `lifecycle`, …); explains a disabled button. */
  capabilities: z.record(z.string(), capability),
});

/** Absent = keep what is stored, null = remove it. */
const secretsInput = z.object({
  password: z.string().max(500).nullable().optional(),
  clientKeyPem: z.string().max(100_000).nullable().optional(),
  clientPfx: z.instanceof(Uint8Array).nullable().optional(),
  clientPassphrase: z.string().max(500).nullable().optional(),
});
const connectionInput = connection.omit({ connectionId: true }).extend({ connectionId: z.string().nullable() });

export const connections = {
  procedures: {
    /** `environment`: the one the console shows now; `available`: those with a connection. */
    list: query({
      access: everyRole,
      input: nothing,
      output: z.object({ environment, available: z.array(environment), items: z.array(connectionView) }),
    }),
    switchEnvironment: command({ access: everyRole, input: z.object({ environment }), output: done }),
    /** Reads the server's certificate without logging in, to be shown once and pinned. */
    readCertificate: command({
      access: administrators,
      input: z.object({ url: connection.shape.url }),
      output: z.object({ fingerprint: z.string(), subject: z.string(), issuer: z.string(), validTo: z.number().int() }),
    }),
    /** Step-by-step test of unsaved input; with `connectionId` stored secrets fill what is absent. */
    check: command({
      access: administrators,
      input: z.object({ connection: connectionInput, secrets: secretsInput }),
      output: z.object({ steps: z.array(checkStep) }),
    }),
    /** Saves and (re)starts it. Saving a first real connection stops the practice engine. */
    save: command({
      access: administrators,
      input: z.object({ requestId, connection: connectionInput, secrets: secretsInput }),
      output: connectionView,
    }),
    remove: command({ access: administrators, input: z.object({ connectionId: z.string() }), output: done }),
  },
  events: {
    changed: event({
      payload: nothing,
      // All that looks at the environment shown, or asks an engine that may be there now, or be read-only, or gone.
      stale: [
        'connections.list',
        'monitor.overview',
        'monitor.brakeObstacle',
        'failures.list',
        'failures.count',
        'failures.get',
        'failures.facets',
        'message.get',
        'replay.plan',
        'practice.status',
      ],
    }),
    stateChanged: event({
      payload: z.object({ connectionId: z.string(), state: engineState }),
      stale: ['connections.list', 'monitor.overview'],
    }),
  },
};
