import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { MessageRef } from '../../../src-shared/domain/message.ts';

/** Engine, channel and message by id, as the audit log names a message: no content. */
export function targetOf(ref: MessageRef): string {
  return `${ref.connectionId}/${ref.channelId}/${ref.nativeId}`;
}

export function notStored(): AppError {
  return new AppError('NOT_FOUND', 'The engine did not store this form of the message.', {
    messageKey: 'message.refused.notStored',
  });
}

export function notRevealed(): AppError {
  return new AppError('FORBIDDEN', 'Patient data of this message must be revealed first.', {
    messageKey: 'message.refused.notRevealed',
  });
}

export function noConnection(): AppError {
  return new AppError('ENGINE_UNREACHABLE', 'The connection of this message is not open.', {
    messageKey: 'message.refused.noConnection',
  });
}
