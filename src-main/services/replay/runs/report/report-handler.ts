import { AppError } from '../../../../../src-shared/domain/app-error.ts';
import type { HandlersOf } from '../../../../app/handler.ts';
import { collectReport, type ReportDeps } from './collect-report.ts';
import { writeReportHtml } from './report-html.ts';
import { writeReportCsv, writeReportJson } from './report-rows.ts';
import { reportWords } from './report-texts.ts';

/** A run as a file for those outside the console: the plan before it, the account after it. */
export function createReport(deps: ReportDeps): Pick<HandlersOf<'runs'>, 'report'> {
  return {
    async report({ runId, format, language, ...asked }, context) {
      const run = await deps.journal.runs.get(runId);
      if (run === null) throw new AppError('NOT_FOUND', 'There is no such run.', { messageKey: 'run.refused.noRun' });
      const report = await collectReport(deps, run, { ...asked, madeBy: context.account.name, signal: context.signal });
      // Who has seen a patient's number must be found by the message; a report without them names nobody.
      const shown = report.messages.map(({ failureId }) => failureId).join(', ');
      context.describe({
        target: asked.isRevealed ? `${runId}, ${shown}` : runId,
        summary: `${format}, messages: ${report.messages.length}${asked.isRevealed ? ', revealed' : ''}`,
      });
      const rows = report.messages.length;
      if (format === 'html') return { bytes: writeReportHtml(report, reportWords(language)), rows };
      return { bytes: format === 'json' ? writeReportJson(report) : writeReportCsv(report), rows };
    },
  };
}
