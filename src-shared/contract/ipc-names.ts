/** In a file of its own, without schemas: the preload script holds nothing else of the contract. */

/** The two fixed IPC names: renderer → main (invoke) and main → renderer (push). */
export const ipcNames = { invoke: 'vaktbord:invoke', push: 'vaktbord:push' } as const;
/** Key of the bridge on `window`; its presence selects the Electron transport. */
export const bridgeKey = 'vaktbord';
