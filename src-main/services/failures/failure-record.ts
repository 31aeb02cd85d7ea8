import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { Body, MessageHeader } from '../../../src-shared/domain/message.ts';
import type { MessageSummary } from '../../../src-shared/formats/format.ts';
import { detectFormat, formatOf } from '../../../src-shared/formats/index.ts';
import { patientValues } from '../../../src-shared/formats/shared/patient-values.ts';
import { redactText } from '../../../src-shared/formats/shared/redact.ts';
import type { EngineFailure } from '../../engines/engine.ts';
import type { FailureRecord } from '../../store/store.ts';

/** Larger bodies stay with the engine and are asked for when somebody opens the message. */
const maxKeptBytes = 1024 * 1024;
const maxLineLength = 300;
/** Redaction sees more than is kept, so that nothing at the cut is taken for something else. */
const readLineLength = 2000;

const noHeader: MessageHeader = {
  messageControlId: null,
  messageType: null,
  sender: null,
  receiver: null,
  messageAt: null,
};

/** The failure as it goes into the cache: its one-liner redacted, its error text left behind. */
export function toFailureRecord(reported: EngineFailure): FailureRecord {
  const { errorText: _content, errorLine, body, bodyIsTooLarge: _isTooLarge, ...known } = reported;
  const { summary, values } = body === null ? unread : readSafely(body);
  return {
    failure: {
      ...known,
      failureId: failureIdOf(known),
      oneLine: redactLine(errorLine.slice(0, readLineLength), values).slice(0, maxLineLength),
      header: summary?.header ?? noHeader,
      isUrgent: summary?.urgency === 'urgent',
      sizeBytes: body === null ? null : body.bytes.length,
      replayState: null,
      resolvedAt: null,
      groupId: null,
    },
    patientKeys: summary?.patientKeys ?? [],
    orderKeys: summary?.orderKeys ?? [],
    body: body !== null && body.bytes.length <= maxKeptBytes ? body : null,
  };
}

type Read = { summary: MessageSummary | null; values: string[] };
const unread: Read = { summary: null, values: [] };

/** A message that its format stumbles over must still be listed: it is a failure already. */
function readSafely({ bytes, encoding }: Body): Read {
  try {
    const options = { statedEncoding: encoding };
    const format = formatOf(detectFormat(bytes));
    return { summary: format.summary(bytes, options), values: patientValues(format.parse(bytes, options)) };
  } catch {
    return unread;
  }
}

/** A value longer than the line is not in it; a whole document in a field would only make the search for it too large. */
function redactLine(line: string, values: string[]): string {
  return redactText(
    line,
    values.filter((value) => value.length <= line.length),
  );
}
