import { chooseTransport } from '../../src-renderer/bridge/choose-transport.ts';
import { decodeFrame, encodeFrame } from '../../src-shared/contract/frame.ts';

/** The renderer's own transport, made callable from a test. Values go in and out as frames, so that nothing is lost on the way. */
const { transport } = chooseTransport();
const received = { sequences: [], gaps: 0 };
const open = new Map();

transport.onPush((push) => {
  if (push.kind === 'gap') received.gaps += 1;
  if (push.kind === 'events') received.sequences.push(...push.events.map((event) => event.sequence));
});

window.wire = {
  received,
  async call(name, inputText, sessionToken) {
    const reply = await transport.call(name, decodeFrame(Uint8Array.fromBase64(inputText)), sessionToken);
    return encodeFrame(reply).toBase64();
  },
  start(id, name) {
    const controller = new AbortController();
    const reply = transport.call(name, {}, null, controller.signal);
    open.set(id, { controller, reply });
  },
  cancel: (id) => open.get(id).controller.abort(),
  reply: async (id) => encodeFrame(await open.get(id).reply).toBase64(),
};
