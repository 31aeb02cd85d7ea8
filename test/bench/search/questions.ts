import { createRandom, type Random } from '../../../src-main/practice-engine/traffic/random.ts';
import { rareWord, vocabulary } from './message-texts.ts';
import { type FailureSet, failureAt, keysOf } from './seeded-failures.ts';
import { headerKeysOf, headersPerFailure } from './seeded-headers.ts';

/** What a person writes, and whether failures are there that hold it. */
export type Question = { text: string; isThere: boolean };

const questionSeed = 44;

/** Order numbers, control ids and patient numbers in turn; every second one is of no failure. */
export function keyQuestions(count: number, set: FailureSet): Question[] {
  return questionsOf(keysOf, { count, of: set.count });
}

/** The same of any message, looked for in the index of headers. */
export function headerKeyQuestions(count: number, set: FailureSet): Question[] {
  return questionsOf(headerKeysOf, { count, of: set.count * headersPerFailure });
}

function questionsOf(keysAt: typeof keysOf, { count, of }: { count: number; of: number }): Question[] {
  const random = createRandom(questionSeed, 'key');
  return many(count, (index) => {
    const isThere = index % 2 === 0;
    const { order, controlId, patient } = keysAt(isThere ? random.between(0, of - 1) : of * 5 + index);
    if (index % 3 === 0) return { text: `order:${order}`, isThere };
    if (index % 3 === 1) return { text: `id:${controlId}`, isThere };
    // Patients come back after 60 000 messages: another number has to be made up, of a day that no month has.
    return { text: `patient:${isThere ? patient : `39${patient.slice(2)}`}`, isThere };
  });
}

/** A quarter each: a common word, two words beside each other, a word of one message, a word of none. */
export function wordQuestions(count: number, set: FailureSet): Question[] {
  const random = createRandom(questionSeed, 'word');
  return many(count, (index) => {
    if (index % 4 === 0) return { text: random.pick(vocabulary), isThere: true };
    if (index % 4 === 1) return { text: `"${phraseOf(random.between(0, set.count - 1), random, set)}"`, isThere: true };
    if (index % 4 === 2) return { text: rareWord(random.between(0, set.count / 20 - 1) * 20), isThere: true };
    return { text: rareWord(set.count * 3 + index), isThere: false };
  });
}

/**
 * Pieces of 4 to 12 characters. Half stand in the content of some message; a quarter are random letters and digits that stand nowhere; a
 * quarter are put together from trigrams that every other message has, half of these standing in messages and half in none.
 */
export function substringQuestions(count: number, set: FailureSet): Question[] {
  const random = createRandom(questionSeed, 'substring');
  return many(count, (index) => {
    if (index % 4 < 2) return { text: quoted(pieceOf(random.between(0, set.count - 1), random, set)), isThere: true };
    if (index % 4 === 2) return { text: noise(random), isThere: false };
    return index % 8 === 3
      ? { text: quoted(random.pick(commonPieces)), isThere: true }
      : { text: quoted(random.pick(commonPiecesOfNone)), isThere: false };
  });
}

const commonPieces = ['|||MED', '^NLK|', '|FJORDSYK|', '^LOKAL|', 'UNICODE UTF', '|MOTOR|FJ', '^Lege^Test', 'mmol/L|'];
/** Each trigram is in a great many messages, the whole in none. */
const commonPiecesOfNone = ['FJORDSYK||MED', 'TF-8UNICODE', '|MOTOR|MED', 'Lege^Test|F', 'NLK||FJORD', '|AL|NO|UNI'];

/** A piece of a comment or a result, where no patient is named. */
function pieceOf(number: number, random: Random, set: FailureSet): string {
  const lines = contentOf(number, set).filter((line) => /^(OBX|OBR|NTE|ORC)/.test(line));
  const line = random.pick(lines);
  const length = random.between(4, 12);
  const at = random.between(0, Math.max(0, line.length - length));
  const piece = line.slice(at, at + length);
  return piece.trim().length >= 4 && piece.trim() === piece ? piece : 'prøve';
}

function phraseOf(number: number, random: Random, set: FailureSet): string {
  const comment = contentOf(number, set).find((line) => line.startsWith('NTE')) ?? '';
  const words = comment.slice(comment.lastIndexOf('|') + 1).split(' ');
  const at = random.between(0, words.length - 2);
  return words.slice(at, at + 2).join(' ');
}

function contentOf(number: number, set: FailureSet): string[] {
  const { body } = failureAt(number, set);
  return new TextDecoder().decode(body?.bytes).split('\r');
}

function noise(random: Random): string {
  const letters = 'BCDGHJKQVWXZ0123456789';
  return `q${Array.from({ length: random.between(4, 10) }, () => random.pick([...letters])).join('')}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '')}"`;
}

function many(count: number, make: (index: number) => Question): Question[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
