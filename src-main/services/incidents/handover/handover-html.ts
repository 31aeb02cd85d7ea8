import type { Handover } from '../../../../src-shared/domain/duty/handover.ts';
import { handoverParts, linesOf } from '../../../../src-shared/domain/duty/handover-lines.ts';
import { strikeNumbers } from '../../../../src-shared/domain/duty/strike-numbers.ts';
import type { PageWords } from '../../../platform/page-words.ts';
import { dutyPage, list, paragraph, section } from '../duty-page.ts';

/** A handover to print and lay on the desk. */
export function writeHandoverHtml(handover: Handover, words: PageWords): Uint8Array<ArrayBuffer> {
  const { text, number } = words;
  const { gathered, received, signedAt, signedBy } = handover;
  const gone = text('handover.report.gone');
  const parts =
    gathered === null
      ? [paragraph(gone)]
      : handoverParts.map((part) => {
          const { total, lines } = linesOf(gathered, part, text);
          const written = lines.map(({ text: line, said }) =>
            said === null ? line : `${line}: ${strikeNumbers(said)}`,
          );
          const counted = lines.length === 0 ? paragraph(text('handover.report.none')) : list(written);
          const rest = part === 'failures' ? 0 : total - lines.length;
          const more = rest > 0 ? paragraph(text('handover.report.more', { count: rest })) : '';
          return section(`${text(`handover.part.${part}`)}: ${number(total)}`, counted + more);
        });
  const body = [
    paragraph(text('handover.report.signed', { at: signedAt, person: signedBy.name })),
    paragraph(
      received === null
        ? text('handover.report.notReceived')
        : text('handover.report.received', { at: received.at, person: received.person.name }),
    ),
    section(
      text('handover.report.text'),
      paragraph(handover.text === null ? gone : strikeNumbers(handover.text) || '–'),
    ),
    received?.note ? section(text('handover.report.note'), paragraph(strikeNumbers(received.note))) : '',
    ...parts,
  ].join('\n');
  return dutyPage({
    language: words.language,
    title: text('handover.report.title'),
    environment: text(`report.environment.${handover.environment}`),
    body,
  });
}
