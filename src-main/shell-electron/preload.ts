import { contextBridge, ipcRenderer } from 'electron';
import { bridgeKey, ipcNames } from '../../src-shared/contract/ipc-names.ts';
import type { ElectronBridge, EventPosition, Push } from '../../src-shared/contract/protocol.ts';

/** All that the page can reach outside itself: one way in, one way out. */
const listeners = new Set<(push: Push) => void>();
let position: EventPosition | null = null;

ipcRenderer.on(ipcNames.push, (_event, push: Push) => {
  if (push.kind === 'gap' || push.kind === 'events') position = push.position;
  for (const listener of listeners) listener(push);
});

const bridge: ElectronBridge = {
  invoke: (request) => ipcRenderer.invoke(ipcNames.invoke, request),
  onEvent(listener) {
    listeners.add(listener);
    // What was pushed before anyone listened is gone; the gap says so.
    if (position) listener({ kind: 'gap', position });
    return () => void listeners.delete(listener);
  },
};

contextBridge.exposeInMainWorld(bridgeKey, bridge);
