import { createServer } from 'node:net';
import { ack, controlIdOf } from '../fakes/fault-receiver.ts';

/** A receiver in a process of its own, so that it takes no time from what is measured: AA after so many ms, 0 = at once. Tells its port. */
const delayMs = Number(process.argv[2] ?? 0);

const server = createServer((socket) => {
  let pending = Buffer.alloc(0);
  socket.setNoDelay(true).on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    for (let end = pending.indexOf('\x1c\r'); end >= 0; end = pending.indexOf('\x1c\r')) {
      const answer = ack('AA', controlIdOf(pending.subarray(1, end)));
      pending = pending.subarray(end + 2);
      if (delayMs === 0) socket.write(answer);
      else setTimeout(() => socket.write(answer), delayMs);
    }
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' ? address?.port : 0);
});
process.on('disconnect', () => process.exit(0));
