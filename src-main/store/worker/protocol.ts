import type { ErrorData } from '../sqlite/store-error.ts';

/** One thing that a worker can do. Arguments and result cross by structured clone. */
export type Operation<Context, Args, Result> = (context: Context, args: Args) => Result | Promise<Result>;

/** Operations by name; `never` lets each have its own context and arguments. */
export type OperationMap = Record<string, Operation<never, never, unknown>>;

export type ArgsOf<Map extends OperationMap, Name extends keyof Map> = Parameters<Map[Name]>[1];
export type ResultOf<Map extends OperationMap, Name extends keyof Map> = Awaited<ReturnType<Map[Name]>>;

export type LaneRole = 'cache-writer' | 'journal-writer' | 'reader' | 'checker';

/** What a worker is started with. */
export type LaneSetup = { role: LaneRole; dataDir: string; dataKey: Uint8Array; installationName: string };

export type LaneRequest = { id: number; name: string; args: unknown };
export type LaneReply = { id: number; ok: true; value: unknown } | { id: number; ok: false; error: ErrorData };
