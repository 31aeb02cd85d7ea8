import type { EditStep } from '../../../src-shared/domain/edit-step.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';

/** What is needed to send one of the messages again; `onClose` is told whether it was sent. */
export type Sending = { ref: MessageRef; steps: EditStep[]; name: string; onClose: (wasSent: boolean) => void };
