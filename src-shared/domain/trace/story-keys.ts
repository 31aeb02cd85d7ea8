import type { Conclusion, ConclusionCode } from './conclusion.ts';

/** Of an order without an answer only these are said. */
const ofOrders = [
  'refused',
  'failed',
  'waiting',
  'held',
  'passed-on',
  'filtered',
  'withheld',
  'awaited',
  'never-received',
  'not-enough',
] as const;
const ofNewer = [
  'overwritten',
  'elsewhere',
  'refused',
  'failed',
  'waiting',
  'held',
  'passed-on',
  'filtered',
  'withheld',
  'not-enough',
] as const;

type OrderCode = (typeof ofOrders)[number];
type OrderOnly = 'awaited' | 'never-received';
type AnswerCodeOnly = Exclude<ConclusionCode, OrderOnly | 'newer-not-arrived'>;

const isOrderCode = (code: ConclusionCode): code is OrderCode => ofOrders.some((each) => each === code);
const isOrderOnly = (code: ConclusionCode): code is OrderOnly => code === 'awaited' || code === 'never-received';

type ConclusionKey =
  | `trace.conclusion.newer.${(typeof ofNewer)[number]}`
  | `trace.conclusion.${Conclusion['about']}.working`
  | 'trace.conclusion.answer.nothing-found'
  | `trace.conclusion.order.${OrderCode}`
  | `trace.conclusion.answer.${AnswerCodeOnly}`;
type TellKey = `trace.tell.order.${OrderCode}` | `trace.tell.answer.${Exclude<ConclusionCode, OrderOnly>}`;
type Said = Pick<Conclusion, 'code' | 'about' | 'cause' | 'delivery' | 'message'>;

/** The sentence that says what happened. Every code has one, whatever it is about. */
export function conclusionKey({ code, about, cause, delivery, message }: Said): ConclusionKey {
  if (code === 'newer-not-arrived')
    return `trace.conclusion.newer.${ofNewer.find((each) => each === cause) ?? 'not-enough'}`;
  if (code === 'waiting' && delivery?.state === 'processing') return `trace.conclusion.${about}.working`;
  if (code === 'not-enough' && message === null) return 'trace.conclusion.answer.nothing-found';
  if (isOrderOnly(code) || (about === 'order' && isOrderCode(code))) return `trace.conclusion.order.${code}`;
  return `trace.conclusion.answer.${code satisfies AnswerCodeOnly}`;
}

/** What the ward is told. */
export function tellKey({ code, about }: Pick<Conclusion, 'code' | 'about'>): TellKey {
  if (isOrderOnly(code) || (about === 'order' && isOrderCode(code))) return `trace.tell.order.${code}`;
  return `trace.tell.answer.${code}`;
}
