import type { MessageRef } from '../../../src-shared/domain/message.ts';
import type { Site } from './judge-edit.ts';
import type { BodyReading } from './read-message.ts';
import type { ConvertByRules } from './resolve-plan.ts';
import type { Reveals } from './reveals.ts';

/** `siteOf` a message: what edits of it are held against now. `isGone`: the engine has no such message. */
export type EditDeps = BodyReading & {
  reveals: Pick<Reveals, 'reveal' | 'until'>;
  siteOf(ref: MessageRef): Site;
  convert: ConvertByRules;
  isGone(ref: MessageRef, signal: AbortSignal): Promise<boolean>;
  after(delayMs: number, run: () => void): () => void;
};
