import { openCore } from '../../src-main/app/core-server.ts';
import { createEchoApp } from './echo-app.ts';

/** A shell of its own on a data folder: prints its role whenever it changes and ends in order when stdin does. */
const dataDir = process.argv[2] ?? '';
const link = await openCore({ dataDir, shell: 'core', createApp: () => Promise.resolve(createEchoApp()) });
link.onRole((role) => console.log(role));
console.log(link.role());
process.stdin.on('end', () => {
  void link.close().then(() => process.exit(0));
});
process.stdin.resume();
