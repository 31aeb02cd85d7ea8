import { connect, createServer, type Socket } from 'node:net';

/**
 * A network between two programs. *whole* carries everything; *half-open* swallows everything and says nothing, as a firewall that forgot the
 * connection; *cut* breaks every connection and takes no new one.
 */
export type Network = { port: number; become(state: 'whole' | 'half-open' | 'cut'): void; close(): Promise<void> };

export async function startNetwork(targetPort: number): Promise<Network> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'whole' | 'half-open' | 'cut' = 'whole';
  const carry = (from: Socket, to: Socket) =>
    from.on('data', (chunk: Buffer) => {
      if (state === 'whole') to.write(chunk);
    });
  const server = createServer((near) => {
    if (state === 'cut') return void near.resetAndDestroy();
    const far = connect(targetPort, '127.0.0.1');
    const pair = [near, far] as const;
    pairs.add(pair);
    carry(near, far);
    carry(far, near);
    for (const socket of pair)
      socket
        .on('error', () => undefined)
        .on('close', () => {
          pairs.delete(pair);
          near.destroy();
          far.destroy();
        });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const breakAll = () => {
    for (const [near, far] of [...pairs]) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    become(next) {
      state = next;
      if (next === 'cut') breakAll();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        breakAll();
      }),
  };
}
