/**
 * One version as committed in `resources/hl7-dictionary`. With `extends`, what is not here is as in that version.
 * `segments` and `types` by id: the name, then one text a place, `name|type|usage|table|length|repetitions`, empty ends left out,
 * usage O and one repetition not written. `structures`: `MSH PATIENT_RESULT+(PID NTE*)`, or `=NAME` of the structure it shares.
 */
export type Hl7DictionaryFile = {
  version: string;
  extends?: string;
  basedOn?: string;
  segments: Record<string, string[]>;
  types: Record<string, string[]>;
  structures: Record<string, string>;
};

/** The tables of all versions, in English. `user`: a site may use codes of its own. */
export type Hl7TablesFile = {
  tables: Record<string, { name: string; user?: true; codes: Record<string, string> }>;
};
