/** A channel of any connection, with the names that a file tells it by. */
export type NamedChannel = { connectionId: string; channelId: string; engine: string; channel: string };
