/** The three memories of what happened: connection log and server log start empty with each engine start. */

export type ConnectionLogItem = {
  logId: number;
  channelId: string;
  metaDataId: number;
  at: number;
  channelName: string;
  connectorType: string;
  eventState: string;
  information: string;
};

export type ServerLogItem = {
  id: number;
  level: 'ERROR' | 'WARN' | 'INFO';
  at: number;
  threadName: string;
  category: string;
  lineNumber: number;
  message: string;
};

const connectionLogLimit = 1_000;
const serverLogLimit = 100;

/** Bounded as in the real engine: 1000 connection entries, 100 server log entries. */
export class EngineLogs {
  readonly #now: () => number;
  #connectionLog: ConnectionLogItem[] = [];
  #serverLog: ServerLogItem[] = [];
  #nextConnectionId = 1;
  #nextServerId = 1;

  constructor(now: () => number) {
    this.#now = now;
  }

  connection(item: Omit<ConnectionLogItem, 'logId' | 'at'>): void {
    this.#connectionLog.push({ ...item, logId: this.#nextConnectionId++, at: this.#now() });
    if (this.#connectionLog.length > connectionLogLimit) this.#connectionLog.shift();
  }

  server(item: Omit<ServerLogItem, 'id' | 'at'>): void {
    this.#serverLog.push({ ...item, id: this.#nextServerId++, at: this.#now() });
    if (this.#serverLog.length > serverLogLimit) this.#serverLog.shift();
  }

  /** Newest first; `lastLogId` null gives all. */
  connectionsAfter(lastLogId: number | null, channelId: string | null): ConnectionLogItem[] {
    return this.#connectionLog
      .filter((item) => item.logId > (lastLogId ?? 0) && (channelId === null || item.channelId === channelId))
      .reverse();
  }

  /** Newest first. */
  serverAfter(lastLogId: number | null, limit: number): ServerLogItem[] {
    return this.#serverLog
      .filter((item) => item.id > (lastLogId ?? 0))
      .reverse()
      .slice(0, limit);
  }

  clear(): void {
    this.#connectionLog = [];
    this.#serverLog = [];
    this.#nextConnectionId = 1;
    this.#nextServerId = 1;
  }
}
