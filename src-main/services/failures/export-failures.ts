import { mostRevealed } from '../../../src-shared/contract/failure-handling.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import type { Failure } from '../../../src-shared/domain/failure.ts';
import { detectFormat, formatOf } from '../../../src-shared/formats/index.ts';
import type { HandlersOf } from '../../app/handler.ts';
import { type Store, sourceConnectorId } from '../../store/store.ts';
import type { FrozenSet } from './frozen-sets.ts';
import { type ExportRow, type RevealedNumbers, writeCsvExport, writeJsonExport } from './write-export.ts';

export type ExportDeps = {
  cache: Pick<Store['cache'], 'getFailures' | 'readBody'>;
  shownIds: () => string[];
  setOf: (setId: string, accountId: string) => FrozenSet;
};

const batchSize = 500;

/** The failures of a frozen set as a file. Numbers of patients and orders are read from the kept messages, and only to be revealed. */
export function createExport({ cache, shownIds, setOf }: ExportDeps): Pick<HandlersOf<'failures'>, 'export'> {
  async function numbersOf(failure: Failure): Promise<RevealedNumbers> {
    const { connectionId, channelId, nativeId } = failure;
    const ref = { connectionId, channelId, nativeId };
    const body = await cache.readBody({ ref, connectorId: sourceConnectorId, stage: 'raw' });
    if (body === null) return { patientNumbers: [], orderNumbers: [] };
    const format = formatOf(detectFormat(body.bytes));
    const { patientKeys, orderKeys } = format.summary(body.bytes, { statedEncoding: body.encoding });
    return { patientNumbers: patientKeys, orderNumbers: orderKeys };
  }

  async function rowsOf(failureIds: string[], isRevealed: boolean): Promise<ExportRow[]> {
    const shown = shownIds();
    const rows: ExportRow[] = [];
    for (let at = 0; at < failureIds.length; at += batchSize) {
      const ids = failureIds.slice(at, at + batchSize);
      const found = new Map((await cache.getFailures(ids)).map((failure) => [failure.failureId, failure]));
      const kept = ids.map((id) => found.get(id)).filter((failure) => failure !== undefined);
      for (const failure of kept.filter(({ connectionId }) => shown.includes(connectionId)))
        rows.push({ failure, revealed: isRevealed ? await numbersOf(failure) : null });
    }
    return rows;
  }

  return {
    async export({ setId, format, isRevealed, reason }, context) {
      const { failureIds } = setOf(setId, context.account.accountId);
      if (isRevealed && reason === null) throw refusal('reason', 'Revealing needs a reason.');
      if (isRevealed && failureIds.length > mostRevealed) throw refusal('tooManyRevealed', 'Too many to reveal.');
      const rows = await rowsOf(failureIds, isRevealed);
      // Who has seen a patient's number must be found by the message; a masked list names nobody.
      const target = isRevealed ? rows.map(({ failure }) => failure.failureId).join(', ') : '';
      context.describe({ target, summary: `${format}, ${rows.length} failures${isRevealed ? ', revealed' : ''}` });
      const bytes = format === 'csv' ? writeCsvExport(rows) : writeJsonExport(rows);
      return { bytes, rows: rows.length, left: failureIds.length - rows.length };
    },
  };
}

function refusal(name: 'reason' | 'tooManyRevealed', message: string): AppError {
  return new AppError('BAD_INPUT', message, {
    messageKey: `failures.refused.${name}`,
    params: { most: mostRevealed },
  });
}
