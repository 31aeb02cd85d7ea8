import type { Reply } from '../../src-shared/domain/app-error.ts';

/** One way from a page or a process to the echoing core, as the suite sees it. */
export type Wire = {
  call(name: string, input: unknown, sessionToken?: string | null): Promise<Reply<unknown>>;
  /** A call that can be given up while it waits. */
  start(name: string): Promise<{ cancel(): Promise<void>; reply: Promise<Reply<unknown>> }>;
  /** Sequences of the events received so far, and how often a gap was told. */
  received(): Promise<{ sequences: number[]; gaps: number }>;
  close(): Promise<void>;
};

/** `shell` as the core sees the caller. */
export type WireKind = { name: string; shell: string; open(): Promise<Wire> };
