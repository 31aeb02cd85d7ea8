import type { Hl7Dictionaries, Words } from '../domain/hl7-dictionary.ts';
import type { MessageHeader } from '../domain/message.ts';
import type { RuleProfile } from '../domain/rule-profile.ts';
import type { TraceRole } from '../domain/trace/trace-facts.ts';

/** Byte offsets into the body, end exclusive. */
export type Span = readonly [start: number, end: number];

export type Sensitivity = 'none' | 'patient' | 'secret';

/** What a masked value is said to be; the word stands in the masked text. `fnr`, `dnr`, `hnr`, `fhn`: Norwegian national, D-, H- and FH-number. */
export const maskKinds = ['fnr', 'dnr', 'hnr', 'fhn', 'name', 'date', 'address', 'phone', 'id', 'text'] as const;
export type MaskKind = (typeof maskKinds)[number];

/** A plain name in the three languages of the console. */
export type Label = Words;

/** Codes of a place by its table, with what they mean; null = no words for it. `isOpen`: other codes may stand there too. */
export type CodeList = { codes: ReadonlyMap<string, Label | null>; isOpen: boolean };

/** What kind of content a leaf has: *document* is an embedded file or picture, *free-text* prose written by a person, *date* a date or time. */
export type NodeContent = 'value' | 'date' | 'free-text' | 'document';

/**
 * One place in a message. `path` is the field's usual address (`PID-3[1].1`, `/MsgHead/MsgInfo/MsgId`, `entry[0].resource.id`),
 * unique within the message. `label` null when no dictionary knows the place. `text` is decoded for display, escapes resolved; of a node
 * with children as written; null where only the children carry text. It is content.
 * `isEmpty` and `isExplicitNull` (`""` in HL7) differ: empty changes nothing, explicit null deletes.
 * `maskAs` null exactly when `sensitivity` is not `patient`.
 * `dataType` as the standard names it (`CX`, `dateTime`), null when not known; `meaning` of a coded value by its table, null when there is none.
 * `children` is called when the node is opened: what is below is built then.
 */
export type FormatNode = {
  path: string;
  name: string;
  label: Label | null;
  span: Span;
  text: string | null;
  sensitivity: Sensitivity;
  maskAs: MaskKind | null;
  clinical: boolean;
  content: NodeContent;
  dataType: string | null;
  meaning: Label | null;
  isEmpty: boolean;
  isExplicitNull: boolean;
  hasChildren: boolean;
  children(): FormatNode[];
};

/** `rule` is a stable id and, after `problems.`, the key of its sentence in `locales`; `message` is its English text. Neither it nor `params` holds content. */
export type Problem = {
  rule: string;
  severity: 'error' | 'warning' | 'info';
  span: Span;
  message: string;
  params: Record<string, string | number>;
};

/**
 * A finding of `validate`. `path` of the place it is about, null for the message as a whole; `reference`: the standard's section, table or document.
 * `fix`: an edit that mends it without a doubt, null when a person must decide. Its texts may be content.
 * `profile`: the rule of a site that found it, with the site's own sentence; null for the standard's rules.
 */
export type Finding = Problem & {
  path: string | null;
  reference: string | null;
  fix: Edit[] | null;
  profile: { name: string; rule: string; message: string | null } | null;
};

/**
 * The top-level nodes of a body one at a time, for bodies too large to build them all: a million segments are a million objects.
 * Any format may offer it; what it gives is what `nodes` would hold.
 * @method nodeAt 0-based as in `nodes`; null beyond the last
 * @method spanAt of the same node, without building it
 * @method indexAt the last node that begins at or before the byte, -1 when the byte stands before the first; takes O(log n)
 */
export type NodeParts = {
  count: number;
  nodeAt(index: number): FormatNode | null;
  spanAt(index: number): Span | null;
  indexAt(byte: number): number;
};

/**
 * `charset.reason`: why this character set was taken, e.g. `stated-by-engine`, `msh-18`, `valid-utf-8`, `fallback`.
 * `nodes` are built when they are first asked for where `parts` is given; a copy of the object by spreading asks for them.
 * `tellingValues`: what means a person wherever it stands, each value once: those of all nodes with a `maskAs` but *text*. A format offers it
 * that finds them without making the nodes.
 */
export type ParsedMessage = {
  format: FormatId;
  sizeBytes: number;
  charset: { name: string; reason: string };
  nodes: FormatNode[];
  problems: Problem[];
  /** Segments, top-level elements or properties: a size a person understands. */
  partCount: number;
  parts?: NodeParts;
  tellingValues?(): PatientValue[];
};

/** A value that is patient data, as a person reads it. */
export type PatientValue = { kind: MaskKind; text: string };

/**
 * Where a path leads. `path`: its address, without `[*]`, as an edit takes it. `node`: what stands there; null = nothing yet.
 * `bound`: for each `[*]` of the asked path, the address up to and with what it stands for here.
 */
export type Place = { path: string; node: FormatNode | null; bound: readonly string[] };

/**
 * The places that a path means in one message, in their order; `[*]` means every one there is. A path without `[*]` always has one place, which
 * may be missing. Null = no path of this format.
 */
export type FindPlaces = (path: string) => Place[] | null;

/** Replace the bytes of one node's value by `text`, encoded and escaped by the format with the message's own separators. */
export type Edit = { path: string; text: string };

/**
 * `rejected` says which edit cannot be made and why; then no byte has changed.
 * `character`: the one that the character set or the separators of the message cannot carry, as `U+6F22 漢` (a control character without
 * its glyph); null where the refusal is about no character. *other-charset*: the rest of the message would be read differently afterwards.
 */
export type SpliceResult =
  | { kind: 'spliced'; bytes: Uint8Array; changes: { path: string; before: Span; after: Span }[] }
  | {
      kind: 'rejected';
      path: string;
      reason: 'no-such-path' | 'not-editable' | 'not-encodable' | 'separator' | 'overlapping' | 'other-charset';
      character: string | null;
      message: string;
    };

/**
 * What lists, indexes and hazards need. Keys are plain here and hashed before they are stored.
 * `messageAt` ms UTC, null when absent or unreadable. `urgency` *unknown* when the message does not say.
 * `version`: of the report: preliminary, final, corrected, withdrawn.
 * `recipients`: ids of those it is for, copy recipients too. `patient`: the first patient's number, null when there is none.
 * `receipt`: what an acknowledgement says, null when the message is none.
 */
export type MessageSummary = {
  header: MessageHeader;
  format: FormatId;
  recipients: string[];
  patientKeys: string[];
  orderKeys: string[];
  visitKeys: string[];
  urgency: 'urgent' | 'routine' | 'unknown';
  version: 'preliminary' | 'final' | 'corrected' | 'withdrawn' | 'partial' | null;
  patient: { kind: PatientIdKind; value: string } | null;
  receipt: Receipt | null;
};

/**
 * What decides whether a message may be sent again. `hasAddress`: of the patient; `isProtected`: it says that the address must not be told; both null =
 * not known of this format. `isCancelled`: it takes an order back. `startsAt`: of what it plans, ms UTC, null = it names no time.
 */
export type ReplayFacts = Pick<
  MessageSummary,
  'header' | 'format' | 'patientKeys' | 'orderKeys' | 'version' | 'receipt'
> & { hasAddress: boolean | null; isProtected: boolean | null; isCancelled: boolean; startsAt: number | null };

/**
 * What a trace needs beside the summary. `reportKey`: the report's own number, null = none. `requesters`: ids of those who are to have the answer.
 * `birthDate` `YYYYMMDD`, null = not said. `isCancelled`: every order in it is taken back. `role`: null = the type of the message tells.
 * `orderGroups`: the numbers of each order, where it holds several; empty = all its numbers are of one. `testGroup`: the section that is to answer, null = not said.
 */
export type TraceParts = {
  role: TraceRole | null;
  reportKey: string | null;
  requesters: string[];
  birthDate: string | null;
  isCancelled: boolean;
  orderGroups: string[][];
  testGroup: string | null;
};

/** What one reading of a body tells for the index. */
export type Traced = { summary: MessageSummary; parts: TraceParts };

/** Norwegian national, D-, H- (hospital) and FH-number (common emergency number), DUF number, or an id of any other kind. */
export const patientIdKinds = ['fnr', 'dnr', 'hnr', 'fhn', 'duf', 'id'] as const;
export type PatientIdKind = (typeof patientIdKinds)[number];

/**
 * `outcome` is ours; `status` the code as written (`AA`, `1`, `Acknowledgment`). `text` of an error is content: a receiver may quote the patient.
 * `refersTo`: id of the message it answers (MSA-2, OriginalMsgId, RefToMessageId), null when not said.
 */
export type Receipt = {
  outcome: 'accepted' | 'accepted-with-errors' | 'rejected' | 'unknown';
  status: string;
  refersTo: string | null;
  errors: { code: string | null; severity: string | null; text: string | null }[];
};

/** One measured value. `otherCodes`: the same in other code systems. `comparator` `<`, `>`, `<=`, `>=` or null. `unitSystem` as stated (UCUM, local), null when not. `span` of the value. */
export type Measurement = {
  path: string;
  span: Span;
  code: string | null;
  codeSystem: string | null;
  codeText: string | null;
  otherCodes: readonly { code: string; system: string | null }[];
  valueType: string | null;
  value: string;
  comparator: string | null;
  unit: string | null;
  unitSystem: string | null;
  range: string | null;
  flag: string | null;
  status: string | null;
  specimen: string | null;
};

export const formatIds = ['hl7v2', 'fhir-json', 'kith-xml', 'xml', 'json', 'text', 'binary'] as const;
export type FormatId = (typeof formatIds)[number];

/**
 * `statedEncoding`: what the engine said of the body's encoding; null = nothing. It overrides MSH-18 (design §5).
 * `zone`: IANA name of the zone of times that name none; Europe/Oslo when left out.
 * `dictionaries`: names and tables of HL7 v2; without them only the everyday segments have names.
 */
export type ParseOptions = { statedEncoding: string | null; zone?: string; dictionaries?: Hl7Dictionaries };

/** `profiles`: rules of the site beside those of the standard. `now`: ms UTC, for dates in the future; null = not judged. */
export type ValidateOptions = ParseOptions & { profiles: readonly RuleProfile[]; now: number | null };

/**
 * One message format. Nothing here throws for bad input: problems are data.
 * @method detect 0 = not this format, 1 = certainly; sees at most the first 4 096 bytes
 * @method parse any bytes, also empty and binary
 * @method splice new bytes that differ from `body` only in the reported spans
 * @method validate what is wrong by the standard, in HL7 v2 also by profiles, which `validateMessage` adds for the other formats; the problems
 * of `parse` are not among them. At most 500
 * @method remove takes places out; only where an empty value is none, and a value is emptied by taking it out
 * @method places of a message that `parse` has read; only where values have addresses that a person can write
 */
export type Format = {
  id: FormatId;
  detect(head: Uint8Array): number;
  parse(body: Uint8Array, options: ParseOptions): ParsedMessage;
  splice(body: Uint8Array, edits: readonly Edit[], options: ParseOptions): SpliceResult;
  summary(body: Uint8Array, options: ParseOptions): MessageSummary;
  measurements(body: Uint8Array, options: ParseOptions): Measurement[];
  validate(body: Uint8Array, options: ValidateOptions): Finding[];
  places?(parsed: ParsedMessage): FindPlaces;
  remove?(body: Uint8Array, paths: readonly string[], options: ParseOptions): SpliceResult;
};
