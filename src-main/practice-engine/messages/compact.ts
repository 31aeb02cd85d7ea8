import type { ConnectorRow, StageResponse, StoredMessage } from './message.ts';

/** A place in a message's table of texts; null stays null. */
type TextIndex = number | null;
type CompactResponse = Omit<StageResponse, 'message' | 'error' | 'statusMessage'> & {
  message: TextIndex;
  error: TextIndex;
  statusMessage: TextIndex;
};
type CompactRow = Omit<ConnectorRow, 'raw' | 'encoded' | 'processingError' | 'sent' | 'response'> & {
  raw: TextIndex;
  encoded: TextIndex;
  processingError: TextIndex;
  sent: (Omit<NonNullable<ConnectorRow['sent']>, 'body'> & { body: TextIndex }) | null;
  response: CompactResponse | null;
};

/** A message in which each text stands once: its rows mostly hold the same body, error and acknowledgement. */
export type CompactMessage = Omit<StoredMessage, 'rows'> & { texts: string[]; rows: CompactRow[] };

export function compactMessage(message: StoredMessage): CompactMessage {
  const indexes = new Map<string, number>();
  const index = (text: string | null): TextIndex => {
    if (text === null) return null;
    const known = indexes.get(text) ?? indexes.size;
    indexes.set(text, known);
    return known;
  };
  const rows = message.rows.map(
    (row): CompactRow => ({
      ...row,
      raw: index(row.raw),
      encoded: index(row.encoded),
      processingError: index(row.processingError),
      sent: row.sent === null ? null : { ...row.sent, body: index(row.sent.body) },
      response:
        row.response === null
          ? null
          : {
              ...row.response,
              message: index(row.response.message),
              error: index(row.response.error),
              statusMessage: index(row.response.statusMessage),
            },
    }),
  );
  return { ...message, rows, texts: [...indexes.keys()] };
}

/** The message again; equal texts are one string in memory, too. */
export function expandMessage({ texts, ...message }: CompactMessage): StoredMessage {
  const orNull = (index: TextIndex) => (index === null ? null : (texts[index] ?? null));
  const text = (index: TextIndex) => orNull(index) ?? '';
  const rows = message.rows.map(
    (row): ConnectorRow => ({
      ...row,
      raw: orNull(row.raw),
      encoded: orNull(row.encoded),
      processingError: orNull(row.processingError),
      sent: row.sent === null ? null : { ...row.sent, body: text(row.sent.body) },
      response:
        row.response === null
          ? null
          : {
              ...row.response,
              message: text(row.response.message),
              error: orNull(row.response.error),
              statusMessage: text(row.response.statusMessage),
            },
    }),
  );
  return { ...message, rows };
}
