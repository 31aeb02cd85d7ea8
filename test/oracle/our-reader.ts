import { parseHl7Path } from '../../src-shared/formats/hl7v2/hl7-path.ts';
import { hl7v2Format } from '../../src-shared/formats/hl7v2/hl7v2-format.ts';
import { allNodes } from '../formats.ts';
import { createValues, type Values } from './values.ts';

/** `shown` as a person reads them, `written` as they stand in the body. `hasOddSeparators`: MSH-2 is not what the fields were written with. */
export type OurReading = { shown: Values; written: Values; hasOddSeparators: boolean };

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

export function readOurs(bytes: Uint8Array): OurReading {
  const [shown, written] = [createValues(), createValues()];
  const { nodes, problems } = hl7v2Format.parse(bytes, { statedEncoding: null });
  for (const segment of nodes) {
    const [addShown, addWritten] = [shown.segment(segment.name), written.segment(segment.name)];
    for (const node of segment.hasChildren ? allNodes(segment.children()) : []) {
      const at = node.hasChildren ? null : parseHl7Path(node.path);
      if (at === null) continue;
      const place = [at.field ?? 0, at.repetition ?? 1, at.component ?? 1, at.subcomponent ?? 1];
      addShown(place, node.text ?? '');
      addWritten(place, utf8.decode(bytes.subarray(...node.span)));
    }
  }
  const hasOddSeparators = problems.some(({ rule }) => rule === 'hl7.separators-odd');
  return { shown: shown.found, written: written.found, hasOddSeparators };
}
