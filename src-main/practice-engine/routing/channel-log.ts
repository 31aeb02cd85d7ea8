import type { EngineLogs } from '../logs.ts';
import type { ConnectorRow } from '../messages/message.ts';
import type { ChannelDefinition } from './definitions.ts';

/** What a channel tells the connection log and the server log, and what each connector is doing right now. */
export class ChannelLog {
  readonly #definition: ChannelDefinition;
  readonly #logs: EngineLogs;
  readonly #activity = new Map<number, string>();

  constructor(definition: ChannelDefinition, logs: EngineLogs) {
    this.#definition = definition;
    this.#logs = logs;
  }

  /** `Idle`, `Receiving` or `Sending`. */
  activity(metaDataId: number): string {
    return this.#activity.get(metaDataId) ?? 'Idle';
  }

  note(metaDataId: number, eventState: string, information: string): void {
    const destination = this.#definition.destinations[metaDataId - 1];
    this.#activity.set(metaDataId, eventState === 'Info' || eventState === 'Failure' ? 'Idle' : eventState);
    this.#logs.connection({
      channelId: this.#definition.id,
      metaDataId,
      channelName: this.#definition.name,
      connectorType:
        destination === undefined
          ? 'Source: TCP Listener  (HL7V2 -> HL7V2)'
          : `Destination: TCP Sender - ${destination.name}`,
      eventState,
      information,
    });
  }

  /** One line that names channel and connector, and nothing of the message. */
  error(row: ConnectorRow): void {
    const { name, id } = this.#definition;
    const chain = `Destination Chain Thread 1 on ${name} (${id}), ${row.connectorName} (${row.metaDataId})`;
    this.#logs.server({
      level: 'ERROR',
      threadName: row.metaDataId === 0 ? `TCP Receiver Thread on ${name} (${id})` : chain,
      category: 'com.mirth.connect.donkey.server.channel.DestinationConnector',
      lineNumber: 527,
      message: `Error processing message in channel ${name} (${id}), connector ${row.connectorName}.`,
    });
  }
}
