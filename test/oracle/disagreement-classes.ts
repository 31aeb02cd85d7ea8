/** One place that is read in two ways; '' where one of the two has no value there. `written`: as it stands in the body. `isOurSegment`: we have that segment. */
export type Disagreement = {
  place: string;
  ours: string;
  theirs: string;
  written: string;
  isOurSegment: boolean;
  hasOddSeparators: boolean;
};

/** Why another library reads a place otherwise, and who is right by the standard. @method is whether the place is such a one */
export type DisagreementClass = {
  id: string;
  right: 'ours' | 'theirs' | 'both';
  why: string;
  reference: string;
  is(disagreement: Disagreement): boolean;
};

const plainEscapes = { F: '|', S: '^', T: '&', R: '~', E: '\\', H: '', N: '' };

/** What is left of a value when separators are unescaped and highlighting is left out. */
function unescapeSeparators(written: string): string {
  return written.replace(/\\([FSTREHN])\\/g, (_whole, name: keyof typeof plainEscapes) => plainEscapes[name]);
}

/** In this order: the first that fits is the one. */
export const disagreementClasses: readonly DisagreementClass[] = [
  {
    id: 'cut-line',
    right: 'ours',
    why: 'A line end inside a value cuts the segment. What follows has no segment id; its first characters are text of the sender, not the name of a segment.',
    reference: 'HL7 v2.5.1, 2.5.2: a segment has a name of three characters; 2.5.4: it ends at the segment terminator',
    is: ({ place, isOurSegment }) => place.startsWith('@') || !isOurSegment,
  },
  {
    id: 'separators-shifted',
    right: 'theirs',
    why: 'MSH-2 lacks the escape character or has it twice. By place `&` is then the escape or the truncation character, as they read it. The fields were written with `&` between subcomponents all the same, so we read it by its usual meaning and report hl7.separators-odd.',
    reference: 'HL7 v2.5.1, 2.15.9.2 (MSH-2): component, repetition, escape, subcomponent, in that order',
    is: ({ hasOddSeparators, written, theirs }) =>
      hasOddSeparators &&
      (theirs.includes('&') || theirs === '' || written.includes('&') || theirs.startsWith(written)),
  },
  {
    id: 'escapes-kept',
    right: 'ours',
    why: 'They give a text with its escape sequences, or with only those of separators and highlighting resolved. We show what the sequences stand for.',
    reference:
      'HL7 v2.5.1, 2.7.1 (formatting codes), 2.7.3 (highlighting), 2.7.4 (special characters), 2.7.5 (hexadecimal)',
    is: ({ theirs, written, ours }) =>
      ours !== written && (theirs === written || theirs === unescapeSeparators(written)),
  },
  {
    id: 'blanks-trimmed',
    right: 'both',
    why: 'Blanks at the end of a text mean nothing, so they may be left out. We show the bytes that are there.',
    reference: 'HL7 v2.5.1, 2.A.74 (ST): left justified, with trailing blanks optional',
    is: ({ ours, theirs }) => ours.trim() === theirs,
  },
];
