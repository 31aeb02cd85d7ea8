import { AppError } from '../../../src-shared/domain/app-error.ts';
import { messageStatus } from '../../../src-shared/domain/indexed-message.ts';
import type { FailureCondition } from '../../store/failure-condition.ts';
import type { HeaderCondition } from '../../store/header-store.ts';

/**
 * What of a search the header index can answer; it refuses the rest rather than find nothing.
 * @throws AppError BAD_INPUT `search.fault.not-in-index`, with `field`
 */
export function headerConditionOf(condition: FailureCondition): HeaderCondition {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return { kind: condition.kind, parts: condition.parts.map(headerConditionOf) };
    case 'not':
      return { kind: 'not', part: headerConditionOf(condition.part) };
    case 'text':
    case 'control-id':
    case 'key':
    case 'time':
    case 'connection':
      return condition;
    case 'column': {
      const { column, text, isPrefix } = condition;
      if (column === 'connector' || column === 'target') throw refused(column);
      return { kind: 'column', column, text, isPrefix };
    }
    case 'missing': {
      const { column } = condition;
      if (column === 'target') throw refused(column);
      return { kind: 'missing', column };
    }
    case 'status': {
      const status = messageStatus.safeParse(condition.status);
      if (!status.success) throw refused('status');
      return { kind: 'message-status', status: status.data };
    }
    case 'field':
      throw refused(condition.path);
    case 'group':
      throw refused('group');
    case 'failure-kind':
      throw refused('error');
    case 'urgent':
      throw refused('urgent');
    case 'own-state':
      throw refused('status');
    case 'owner':
      throw refused('owner');
    default:
      return condition satisfies never;
  }
}

function refused(field: string): AppError {
  return new AppError('BAD_INPUT', 'The index of all messages does not know that field.', {
    messageKey: 'search.fault.not-in-index',
    params: { field, at: 0, length: 0 },
  });
}
