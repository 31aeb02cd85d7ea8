/** Error texts as the real engine stores them. Source: mirth-api [60], [61], [61b], [61c], [60c]. */

const sendTrace = [
  'com.mirth.connect.connectors.tcp.TcpDispatcher.send(TcpDispatcher.java:373)',
  'com.mirth.connect.donkey.server.channel.DestinationConnector.handleSend(DestinationConnector.java:904)',
  'com.mirth.connect.donkey.server.channel.DestinationConnector.process(DestinationConnector.java:527)',
  'com.mirth.connect.donkey.server.channel.DestinationChain.doCall(DestinationChain.java:122)',
  'com.mirth.connect.donkey.server.channel.DestinationChain.call(DestinationChain.java:64)',
  'com.mirth.connect.donkey.server.channel.Channel.process(Channel.java:1850)',
  'com.mirth.connect.donkey.server.channel.Channel.dispatchRawMessage(Channel.java:1302)',
  'java.base/java.lang.Thread.run(Thread.java:840)',
];
const connectTrace = [
  'java.base/sun.nio.ch.Net.pollConnect(Native Method)',
  'java.base/sun.nio.ch.NioSocketImpl.connect(NioSocketImpl.java:602)',
  'java.base/java.net.Socket.connect(Socket.java:633)',
  'com.mirth.connect.connectors.tcp.SocketUtil.connectSocket(SocketUtil.java:67)',
];
const readTrace = [
  'java.base/sun.nio.ch.NioSocketImpl.timedRead(NioSocketImpl.java:288)',
  'java.base/java.net.Socket$SocketInputStream.read(Socket.java:966)',
  'com.mirth.connect.model.transmission.framemode.FrameStreamHandler.read(FrameStreamHandler.java:121)',
];

/** The long text stored with the row and the short one shown as status. */
export type ErrorTexts = { error: string; statusMessage: string };

function senderError(summary: string, exception: string, trace: string[]): ErrorTexts {
  const lines = [...trace, ...sendTrace].map((line) => `\tat ${line}\n`).join('');
  const [type = '', ...detail] = exception.split(': ');
  return {
    error: `TCP Sender error\nERROR MESSAGE: ${summary}\n${exception}\n${lines}`,
    statusMessage: `${type.slice(type.lastIndexOf('.') + 1)}: ${detail.join(': ')}`,
  };
}

export const connectionRefused = () =>
  senderError('Connection refused', 'java.net.ConnectException: Connection refused', connectTrace);

export const connectTimeout = () =>
  senderError('Connect timed out', 'java.net.SocketTimeoutException: Connect timed out', connectTrace);

export const responseTimeout = () =>
  senderError(
    'Timeout waiting for response: Read timed out',
    'java.net.SocketTimeoutException: Read timed out',
    readTrace,
  );

export const connectionClosed = () =>
  senderError('Error receiving response: Connection reset', 'java.net.SocketException: Connection reset', readTrace);

/** @param ackText MSA-3, may be empty; `ack` the whole acknowledgement */
export function negativeAck(input: { isRejected: boolean; ackText: string; ack: string }): ErrorTexts {
  const head = `NACK sent from receiver. (${input.isRejected ? 'Rejected' : 'Error'})`;
  const statusMessage = input.ackText === '' ? head : `${head}\n${input.ackText}`;
  return { statusMessage, error: `${statusMessage}\n\n${input.ack}` };
}

export function wrongControlId(expected: string, actual: string): ErrorTexts {
  const statusMessage = 'Message control Ids do not match.';
  return { statusMessage, error: `${statusMessage}\nExpected: ${expected}\nActual: ${actual}` };
}

export const emptyResponse = (): ErrorTexts => ({
  statusMessage: 'Empty or blank response received.',
  error: 'Empty or blank response received.',
});

export type ScriptErrorInput = {
  channelName: string;
  connectorName: string;
  scriptName: string;
  sourceLines: string[];
  lineNumber: number;
  details: string;
};

/** What the engine writes when a transformer script throws. */
export function transformerError(input: ScriptErrorInput): string {
  const first = input.lineNumber - Math.floor(input.sourceLines.length / 2);
  const source = input.sourceLines.map((line, index) => `${first + index}: ${line}`).join('\n');
  return (
    'Transformer error\nERROR MESSAGE: Error evaluating transformer\n' +
    'com.mirth.connect.server.MirthJavascriptTransformerException: \n' +
    `CHANNEL:\t${input.channelName}\nCONNECTOR:\t${input.connectorName}\nSCRIPT SOURCE:\tTRANSFORMER\n` +
    `SOURCE CODE:\t\n${source}\nLINE NUMBER:\t${input.lineNumber}\nDETAILS:\t${input.details}\n` +
    `\tat ${input.scriptName}:${input.lineNumber} (doTransform)\n\tat ${input.scriptName}:133 (doScript)\n` +
    '\tat com.mirth.connect.server.transformers.JavaScriptFilterTransformer$FilterTransformerTask.doCall(JavaScriptFilterTransformer.java:235)\n' +
    '\tat com.mirth.connect.server.util.javascript.JavaScriptTask.call(JavaScriptTask.java:114)\n' +
    '\tat java.base/java.lang.Thread.run(Thread.java:840)\n'
  );
}
