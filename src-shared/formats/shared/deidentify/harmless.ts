import type { FormatNode } from '../../format.ts';

/** Two words of letters: a sentence, a name with a place, a remark. */
const severalWords = /\p{L}{2,}\P{L}+\p{L}{2,}/u;

/** HL7: programs and places in these, no people. */
const technicalPath = /^(?:\d+\/)?(?:MSH|FHS|BHS|SFT)(?:\[\d+\])?-/;

const codedTypes = new Set(['CE', 'CF', 'CNE', 'CWE']);
const textTypes = new Set(['ST', 'TX', 'FT', 'string', 'markdown', 'prose']);
const codeAttributes = new Set(['@V', '@S', '@U', '@DN']);

/**
 * Whether a value that is nobody's name, number or date may stay in a copy without patient data: codes and what they stand for, numbers,
 * units, single words. What may be a sentence may not.
 */
export function isHarmless(leaf: FormatNode, ancestors: readonly FormatNode[]): boolean {
  const { path, name, text, dataType } = leaf;
  if (text === null || text === '' || technicalPath.test(path)) return true;
  const parentType = ancestors.at(-1)?.dataType ?? null;
  if (dataType === 'string' || dataType === 'markdown') return isOpenFhirText(parentType, name);
  if (codeAttributes.has(name)) return true;
  if (parentType !== null && codedTypes.has(parentType)) return true;
  // A remark can stand in any text, and in a field whose type nobody knows.
  const mayBeProse = dataType === null || textTypes.has(dataType);
  return !(mayBeProse && (severalWords.test(text) || /\d{8}/.test(text)));
}

/** Of FHIR's strings those that belong to a code or a unit; every other may be written by hand. */
function isOpenFhirText(parentType: string | null, name: string): boolean {
  return (parentType === 'Coding' && (name === 'display' || name === 'version')) || name === 'unit';
}
