import { registerHooks } from 'node:module';
import { app, askPermission, BrowserWindow, invoke } from './electron.ts';
import { record } from './recorder.ts';

/** `node --import …/register.ts out/main/electron.js`: the built shell gets the stand-in wherever it imports `electron`. */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier !== 'electron') return next(specifier, context);
    return { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true };
  },
});

type Order =
  | { action: 'quit' }
  | { action: 'permission'; permission: string }
  | {
      action: 'invoke-from';
      frame: { url: string; origin: string; parent: object | null } | null;
      name: string;
      message: unknown;
    };

/** What only the outside of a page can do, for the launching test. */
process.on('message', (order: Order) => {
  if (order.action === 'quit') app.quit();
  if (order.action === 'permission')
    void askPermission(order.permission).then((answer) => record('permission', answer));
  if (order.action !== 'invoke-from') return;
  const sender = BrowserWindow.getAllWindows()[0]?.webContents;
  void invoke({ sender, senderFrame: order.frame }, order.name, [order.message]).then((value) =>
    record('invoked', { value }),
  );
});
process.channel?.unref();
// A test that dies takes the shell with it.
process.on('disconnect', () => app.exit(1));
