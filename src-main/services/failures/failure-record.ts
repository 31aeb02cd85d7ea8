import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { Body, MessageHeader } from '../../../src-shared/domain/message.ts';
import type { MessageSummary } from '../../../src-shared/formats/format.ts';
import type { EngineFailure } from '../../engines/engine.ts';
import type { FailureRecord } from '../../store/store.ts';

/**
 * What turns an engine's failure into ours. `redact` takes patient data out of one line of an error text.
 * `summarise` null when the format does not say; it may throw on bytes nobody foresaw.
 */
export type FailureReading = {
  redact: (text: string) => string;
  summarise: (body: Body) => MessageSummary | null;
};

/** Larger bodies stay with the engine and are asked for when somebody opens the message. */
const maxKeptBytes = 1024 * 1024;
const maxLineLength = 300;

const noHeader: MessageHeader = {
  messageControlId: null,
  messageType: null,
  sender: null,
  receiver: null,
  messageAt: null,
};

/** The failure as it goes into the cache: its one-liner redacted, its error text left behind. */
export function toFailureRecord(reported: EngineFailure, reading: FailureReading): FailureRecord {
  const { errorText: _content, errorLine, body, bodyIsTooLarge: _isTooLarge, ...known } = reported;
  const summary = body === null ? null : summariseSafely(body, reading);
  return {
    failure: {
      ...known,
      failureId: failureIdOf(known),
      oneLine: reading.redact(errorLine).slice(0, maxLineLength),
      header: summary?.header ?? noHeader,
      isUrgent: summary?.urgency === 'urgent',
      sizeBytes: body === null ? null : body.bytes.length,
      replayState: null,
      resolvedAt: null,
    },
    patientKeys: summary?.patientKeys ?? [],
    orderKeys: summary?.orderKeys ?? [],
    body: body !== null && body.bytes.length <= maxKeptBytes ? body : null,
  };
}

/** A message that its format stumbles over must still be listed: it is a failure already. */
function summariseSafely(body: Body, reading: FailureReading): MessageSummary | null {
  try {
    return reading.summarise(body);
  } catch {
    return null;
  }
}
