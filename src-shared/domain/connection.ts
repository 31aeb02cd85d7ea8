import { z } from 'zod';

/** A console shows one environment at a time; the practice engine never shares a list with a real one. */
export const environments = ['PRODUCTION', 'TEST', 'PRACTICE'] as const;
export const environment = z.enum(environments);
export type Environment = z.infer<typeof environment>;

export const engineKinds = ['mirth', 'mllp'] as const;
export const engineKind = z.enum(engineKinds);
export type EngineKind = z.infer<typeof engineKind>;

/** Where a kind may be used. *mllp* is a test instrument: no engine log shows a colleague what was sent by it. */
const environmentsOf: Record<EngineKind, readonly Environment[]> = {
  mirth: environments,
  mllp: ['TEST', 'PRACTICE'],
};

/** Kinds that have channels to be watched; the others are contacted only when somebody sends. */
export function isWatched({ engineKind }: Pick<Connection, 'engineKind'>): boolean {
  return engineKind !== 'mllp';
}

export function mayBeUsedIn(kind: EngineKind, where: Environment): boolean {
  return environmentsOf[kind].includes(where);
}

/** The addresses of a kind: engines are asked over HTTPS, receivers are sent to as `mllp://host:port`, or `mllps://` with TLS. */
export const protocolsOf: Record<EngineKind, RegExp> = { mirth: /^https$/, mllp: /^mllps?$/ };

/** The kind that an address of the contract belongs to. */
export function kindOfAddress(url: string): EngineKind {
  return engineKinds.find((kind) => protocolsOf[kind].test(url.split(':')[0] ?? '')) ?? 'mirth';
}

/**
 * How a receiver is sent to. `connectionCount` 1..16 at the same time, one message in flight on each; `answerTimeoutMs` 1000..300000 until a
 * message without an acknowledgement is *unknown*.
 */
export const mllpSettings = z.object({
  connectionCount: z.number().int().min(1).max(16),
  answerTimeoutMs: z.number().int().min(1_000).max(300_000),
});

/** Fixed palette, so that the same colour means the same engine on every page. */
export const connectionColours = ['blue', 'teal', 'violet', 'orange', 'pink', 'grey'] as const;

/**
 * How to reach one engine. Secrets (password, client key, passphrase) are never part of it: they live in `secrets.enc`.
 * `certificateFingerprint`: SHA-256, upper-case hex with colons, null = trust the CA (own or system) instead.
 * `ownCaPem`, `clientCertificatePem`: PEM text or null. `pollIntervalMs` 2000..60000, without meaning for *mllp*.
 * `mllp` null for every other kind; a connection saved before there were several kinds has none.
 */
export const connection = z.object({
  connectionId: z.string(),
  engineKind,
  name: z.string().trim().min(1).max(60),
  environment,
  url: z.url({ protocol: /^(https|mllps?)$/ }),
  username: z.string().max(120),
  certificateFingerprint: z
    .string()
    .regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
    .nullable(),
  ownCaPem: z.string().max(100_000).nullable(),
  clientCertificatePem: z.string().max(100_000).nullable(),
  readOnly: z.boolean(),
  pollIntervalMs: z.number().int().min(2000).max(60_000),
  colour: z.enum(connectionColours),
  enabled: z.boolean(),
  mllp: mllpSettings.nullable().default(null),
});
export type Connection = z.infer<typeof connection>;

/** Secrets of one connection; null or absent = none. `clientPfx` is the PKCS#12 file's bytes. */
export type ConnectionSecrets = {
  password: string | null;
  clientKeyPem: string | null;
  clientPfx: Uint8Array | null;
  clientPassphrase: string | null;
};

/** *idle*: it is contacted only when somebody sends, and nobody has since start. */
export const engineStates = ['connecting', 'idle', 'up', 'starting', 'degraded', 'down', 'refused'] as const;

/**
 * What is known of an engine now. `reasonKey` names a sentence in `locales` (`engine.reason.*`), `params` fill it.
 * `checkedAt` = last answer of any kind; null = never answered since start. `clockSkewMs` = engine minus us.
 */
export const engineState = z.object({
  state: z.enum(engineStates),
  reasonKey: z.string().nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  since: z.number().int(),
  checkedAt: z.number().int().nullable(),
  clockSkewMs: z.number().nullable(),
  version: z.string().nullable(),
});
export type EngineState = z.infer<typeof engineState>;

/** One step of `doctor`. `detail` is safe to show and to log. */
export const checkStep = z.object({
  step: z.enum(['name', 'tcp', 'tls', 'certificate', 'login', 'rights', 'time', 'capabilities']),
  outcome: z.enum(['ok', 'warning', 'failed', 'skipped']),
  messageKey: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  elapsedMs: z.number(),
});
export type CheckStep = z.infer<typeof checkStep>;
