/**
 * Data type of an element by the KITH schemas: `CS` and `CV` coded, `TS` time, `PQ` quantity, `ST` text, `URL` address of a telephone or mail box,
 * `INT`, `BL`; `prose` is text written by a person, `document` an embedded file, `group` has only elements in it.
 */
export type ElementType = 'CS' | 'CV' | 'TS' | 'PQ' | 'ST' | 'INT' | 'BL' | 'URL' | 'prose' | 'document' | 'group';

/** By local name: type and everyday name in Bokmål, Nynorsk and English. A name means the same in all messages of KITH's. */
export type ElementTable = Record<string, readonly [type: ElementType, nb: string, nn: string, en: string]>;
