import { failureIdOf } from '../../../src-shared/domain/failure.ts';
import type { MessageHeader } from '../../../src-shared/domain/message.ts';
import { needsHaste } from '../../../src-shared/formats/needs-haste.ts';
import { readForList, redactLine } from '../../../src-shared/formats/read-for-list.ts';
import type { EngineFailure } from '../../engines/engine.ts';
import type { FailureRecord } from '../../store/store.ts';

/** Larger bodies stay with the engine and are asked for when somebody opens the message. */
const maxKeptBytes = 1024 * 1024;

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
  const { summary, values } = readForList(body);
  return {
    failure: {
      ...known,
      failureId: failureIdOf(known),
      oneLine: redactLine(errorLine, values),
      header: summary?.header ?? noHeader,
      isUrgent: summary !== null && needsHaste(summary),
      sizeBytes: body === null ? null : body.bytes.length,
      replayState: null,
      resolvedAt: null,
      handledAt: null,
      ownState: null,
      groupId: null,
    },
    patientKeys: summary?.patientKeys ?? [],
    orderKeys: summary?.orderKeys ?? [],
    body: body !== null && body.bytes.length <= maxKeptBytes ? body : null,
  };
}
