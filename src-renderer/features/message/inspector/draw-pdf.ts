import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist';

GlobalWorkerOptions.workerSrc = new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url).href;

/** A PDF ready to be drawn page by page. `close` gives up its worker and its bytes. */
export type OpenPdf = {
  pageCount: number;
  draw(page: number, canvas: HTMLCanvasElement, width: number): Promise<void>;
  close(): Promise<void>;
};

/**
 * Reads a PDF without running anything of it: no scripts, no links, no forms, only what is drawn.
 * @param bytes given away to the worker
 */
export async function openPdf(bytes: Uint8Array): Promise<OpenPdf> {
  const task = getDocument({ data: bytes, enableXfa: false, useWasm: false });
  const pdf = await task.promise.catch(async (error: unknown) => {
    await task.destroy();
    throw error;
  });
  return {
    pageCount: pdf.numPages,
    draw: (page, canvas, width) => drawPage(pdf, { page, canvas, width }),
    close: () => task.destroy(),
  };
}

type Drawn = { page: number; canvas: HTMLCanvasElement; width: number };

async function drawPage(pdf: PDFDocumentProxy, { page, canvas, width }: Drawn): Promise<void> {
  const found = await pdf.getPage(page);
  const natural = found.getViewport({ scale: 1 });
  const density = window.devicePixelRatio || 1;
  const viewport = found.getViewport({ scale: (width / natural.width) * density });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  canvas.style.width = `${width}px`;
  await found.render({ canvas, viewport }).promise;
}
