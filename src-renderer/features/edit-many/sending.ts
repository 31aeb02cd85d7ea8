import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';

/**
 * What is needed to send one of the messages again. `startReason`: what the one before was sent for, '' = none was.
 * `onClose` is told what it was sent for, null = it was not.
 */
export type Sending = {
  ref: MessageRef;
  steps: EditStep[];
  name: string;
  startReason: string;
  onClose: (sentFor: string | null) => void;
};
