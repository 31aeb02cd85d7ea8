import { app, askPermission, BrowserWindow, invoke } from './electron.ts';
import { record } from './recorder.ts';

type Order =
  | { action: 'quit' }
  | { action: 'permission'; permission: string }
  | { action: 'invoke-from'; frame: object | null; name: string; message: unknown };

/** What only the outside of a page can do, for the launching test. */
export function takeOrders(): void {
  process.on('message', (order: Order) => carryOut(order));
  process.channel?.unref();
  // A test that dies takes the shell with it.
  process.on('disconnect', () => app.exit(1));
}

function carryOut(order: Order): void {
  if (order.action === 'quit') return void app.quit();
  if (order.action === 'permission') {
    return void askPermission(order.permission).then((answer) => record('permission', answer));
  }
  const sender = BrowserWindow.getAllWindows()[0]?.webContents;
  void invoke({ sender, senderFrame: order.frame }, order.name, [order.message]).then((value) =>
    record('invoked', { value }),
  );
}
