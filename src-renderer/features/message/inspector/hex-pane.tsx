import { useEffect, useMemo, useState } from 'react';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { VirtualRows } from '../../../ui/virtual-rows/virtual-rows.tsx';
import type { BodyWindows } from './body-windows.ts';
import { formatHexRow } from './hex-row.ts';
import classes from './inspector.module.css';

const bytesPerRow = 16;
const blockBytes = 16 * 1024;

/** Every byte of the body: offset, bytes, and what they are as ASCII. */
export function HexPane({ windows }: { windows: BodyWindows }) {
  const text = useText();
  if (windows.facts.masked)
    return <StateView kind="empty" title={text('inspect.hex.masked')} hint={text('inspect.hex.masked.text')} />;
  return <Bytes windows={windows} />;
}

function Bytes({ windows }: { windows: BodyWindows }) {
  const text = useText();
  const { sizeBytes } = windows.facts;
  const { blocks, want } = useBlocks(windows);
  return (
    <VirtualRows
      className={classes.scroller}
      role="textbox"
      aria-multiline
      aria-readonly
      aria-label={text('inspect.hex')}
      tabIndex={0}
      count={Math.ceil(sizeBytes / bytesPerRow)}
      rowHeight={20}
      scrollWish={null}
      onRange={want}
    >
      {(row) => {
        const at = row * bytesPerRow;
        const block = blocks.get(Math.floor(at / blockBytes));
        const { offset, bytes, ascii } = formatHexRow(
          at,
          block?.subarray(at % blockBytes, (at % blockBytes) + bytesPerRow),
        );
        return (
          <div key={row} className={classes.hexRow}>
            <span className={classes.hexOffset}>{offset}</span>
            <span>{bytes}</span>
            <span className={classes.hexAscii}>{ascii}</span>
          </div>
        );
      }}
    </VirtualRows>
  );
}

/** Bytes that were in sight, by block; gone with the view. */
function useBlocks({ input, facts }: BodyWindows) {
  const { client } = useBridge();
  const [blocks, setBlocks] = useState<ReadonlyMap<number, Uint8Array>>(new Map());
  const state = useMemo(() => ({ asked: new Set<number>(), ended: new AbortController(), facts }), [facts]);
  useEffect(() => () => state.ended.abort(), [state]);

  async function ask(block: number): Promise<void> {
    state.asked.add(block);
    try {
      const asked = { ...input, from: block * blockBytes, count: blockBytes };
      const { bytes } = await client.call('message.readBytes', asked, state.ended.signal);
      setBlocks((before) => new Map([...before].slice(-maxBlocks)).set(block, bytes));
    } catch {
      state.asked.delete(block);
    }
  }

  const want = (from: number, to: number): void => {
    const last = Math.floor((Math.max(from, to - 1) * bytesPerRow) / blockBytes);
    for (let block = Math.floor((from * bytesPerRow) / blockBytes); block <= last; block += 1)
      if (!blocks.has(block) && !state.asked.has(block)) void ask(block);
  };
  return { blocks, want };
}

const maxBlocks = 64;
