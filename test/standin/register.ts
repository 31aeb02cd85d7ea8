import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

/** `node --import …/register.ts out/main/electron.js`: the built shell gets the stand-in wherever it imports `electron`. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context);
    return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true };
  },
});

// Worker threads inherit `--import`; loading the stand-in there would start a browser in each.
if (isMainThread) (await import('./orders.ts')).takeOrders();
