import { useEffect, useState } from 'react';
import type { BodyPlace } from '../../../../src-shared/contract/message-body.ts';
import { useBridge } from '../../../bridge/bridge-provider.tsx';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import { type ScrollWish, VirtualRows } from '../../../ui/virtual-rows/virtual-rows.tsx';
import { type BodyWindows, blockBytes } from './body-windows.ts';
import { findByteOf } from './find-byte.ts';
import { formatHexRow } from './hex-row.ts';
import classes from './inspector.module.css';
import { MissingRow } from './missing-row.tsx';

const bytesPerRow = 16;

/** `place`: what to bring into sight; a new object is a new wish. */
type HexPaneProps = { windows: BodyWindows; place: BodyPlace | null };

/** Every byte of the body: offset, bytes, and what they are as ASCII. */
export function HexPane({ windows, place }: HexPaneProps) {
  const text = useText();
  if (windows.facts.masked)
    return <StateView kind="empty" title={text('inspect.hex.masked')} hint={text('inspect.hex.masked.text')} />;
  return <Bytes windows={windows} place={place} />;
}

function Bytes({ windows, place }: HexPaneProps) {
  const text = useText();
  const scrollWish = useByteWish(windows, place);
  return (
    <VirtualRows
      className={classes.scroller}
      role="textbox"
      aria-multiline
      aria-readonly
      aria-label={text('inspect.hex')}
      tabIndex={0}
      count={Math.ceil(windows.facts.sizeBytes / bytesPerRow)}
      rowHeight={20}
      scrollWish={scrollWish}
      onRange={() => undefined}
    >
      {(row) => {
        const at = row * bytesPerRow;
        const number = Math.floor(at / blockBytes);
        const block = windows.blockAt(number);
        if (block === null) return <MissingRow key={row} onShown={() => windows.wantBlock(number)} />;
        const from = at % blockBytes;
        const { offset, bytes, ascii } = formatHexRow(at, block.subarray(from, from + bytesPerRow));
        return (
          <div key={row} className={classes.hexRow} data-at={at}>
            <span className={classes.hexOffset}>{offset}</span>
            <span>{bytes}</span>
            <span className={classes.hexAscii}>{ascii}</span>
          </div>
        );
      }}
    </VirtualRows>
  );
}

/** The row of bytes where a place of the text is; the last wish counts. */
function useByteWish({ input, facts }: BodyWindows, place: BodyPlace | null): ScrollWish | null {
  const { client } = useBridge();
  const [wish, setWish] = useState<ScrollWish | null>(null);
  const { sizeBytes } = facts;
  useEffect(() => {
    if (place === null) return undefined;
    const ended = new AbortController();
    const rowOf = async (from: number): Promise<number> =>
      (await client.call('message.readBytes', { ...input, from, count: 1 }, ended.signal)).row;
    findByteOf(place, { sizeBytes, rowOf }).then(
      (at) => ended.signal.aborted || setWish({ row: Math.floor(at / bytesPerRow) }),
      // What is in sight finds out by itself that the body is no longer open.
      () => undefined,
    );
    return () => ended.abort();
  }, [client, input, sizeBytes, place]);
  return wish;
}
