import type { EngineHeader } from '../../engines/engine.ts';
import type { HeaderCondition } from '../../store/header-store.ts';

/** A header as an engine told it just now, with the connection it came from. */
type ToldHeader = EngineHeader & { connectionId: string };

/** The same answer that the index gives, for a message that is not in it. Names are compared without case. */
export function matchesHeader(condition: HeaderCondition, told: ToldHeader): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => matchesHeader(part, told));
    case 'or':
      return condition.parts.some((part) => matchesHeader(part, told));
    case 'not':
      return !matchesHeader(condition.part, told);
    case 'text':
      return matchesText(condition.text, told);
    case 'column': {
      const value = nameIn(told, condition.column).toLowerCase();
      const wanted = condition.text.toLowerCase();
      return condition.isPrefix ? value.startsWith(wanted) : value.includes(wanted);
    }
    case 'missing':
      return nameIn(told, condition.column) === '';
    case 'control-id': {
      const id = told.header.messageControlId ?? '';
      return condition.isPrefix ? id.startsWith(condition.text) : id === condition.text;
    }
    case 'key':
      return (condition.purpose === 'patient' ? told.patientKeys : told.orderKeys).includes(condition.value);
    case 'message-status':
      return told.status === condition.status;
    case 'time':
      return told.receivedAt >= (condition.from ?? 0) && told.receivedAt < (condition.to ?? Number.MAX_SAFE_INTEGER);
    case 'connection':
      return condition.connectionIds.includes(told.connectionId);
    default:
      return condition satisfies never;
  }
}

function nameIn({ channelName, header }: ToldHeader, column: 'channel' | 'type' | 'sender' | 'receiver'): string {
  if (column === 'channel') return channelName;
  return (column === 'type' ? header.messageType : header[column]) ?? '';
}

function matchesText(text: string, told: ToldHeader): boolean {
  const wanted = text.toLowerCase();
  const names = (['channel', 'type', 'sender', 'receiver'] as const).map((column) =>
    nameIn(told, column).toLowerCase(),
  );
  return (
    (told.header.messageControlId ?? '').startsWith(text) ||
    told.patientKeys.includes(text) ||
    told.orderKeys.includes(text) ||
    names.some((name) => name.includes(wanted))
  );
}
