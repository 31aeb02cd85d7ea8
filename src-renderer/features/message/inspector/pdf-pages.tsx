import { useEffect, useRef, useState } from 'react';
import { useText } from '../../../locales/use-text.ts';
import { StateView } from '../../../ui/state-view.tsx';
import type { OpenPdf } from './draw-pdf.ts';
import classes from './inspector.module.css';

/** The pages of a PDF, drawn. What draws them is loaded when the first one is opened. */
export function PdfPages({ bytes }: { bytes: Uint8Array }) {
  const text = useText();
  const [state, setState] = useState<OpenPdf | 'loading' | 'unreadable'>('loading');
  useEffect(() => {
    let isWanted = true;
    let opened: OpenPdf | null = null;
    const open = async (): Promise<void> => {
      const { openPdf } = await import('./draw-pdf.ts');
      // A copy: the worker takes what it is given.
      opened = await openPdf(new Uint8Array(bytes));
      if (isWanted) setState(opened);
      else await opened.close();
    };
    open().catch(() => isWanted && setState('unreadable'));
    return () => {
      isWanted = false;
      void opened?.close();
    };
  }, [bytes]);
  if (state === 'loading') return <StateView kind="loading" />;
  if (state === 'unreadable') return <StateView kind="error" title={text('inspect.document.unreadable')} />;
  return (
    <div className={classes.pages}>
      {Array.from({ length: Math.min(state.pageCount, maxPages) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pages have no other name than their number
        <PdfPage key={index} pdf={state} page={index + 1} />
      ))}
    </div>
  );
}

const maxPages = 200;
const pageWidth = 720;

/** Drawn when it comes into sight. */
function PdfPage({ pdf, page }: { pdf: OpenPdf; page: number }) {
  const text = useText();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      // A page that cannot be drawn stays white; the others are still there.
      pdf.draw(page, element, pageWidth).catch(() => undefined);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [pdf, page]);
  return (
    <canvas
      ref={canvas}
      className={classes.page}
      role="img"
      aria-label={text('inspect.document.page', { page, total: pdf.pageCount })}
    />
  );
}
