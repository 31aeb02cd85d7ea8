import { readAcknowledgement } from '../hl7-standard-adapter.ts';
import type { StageResponse } from '../messages/message.ts';
import { type SendResult, sendFrame } from '../mllp/mllp-sender.ts';
import {
  connectionClosed,
  connectionRefused,
  connectTimeout,
  type ErrorTexts,
  emptyResponse,
  negativeAck,
  responseTimeout,
  wrongControlId,
} from './error-texts.ts';

/** `undelivered` may be tried again by a queue; `rejected` may not: the receiver has spoken. */
export type Delivery = {
  kind: 'sent' | 'undelivered' | 'rejected';
  message: string;
  error: string | null;
  statusMessage: string;
};

export type DeliveryInput = { port: number; body: string; controlId: string; timeoutMs: number };

const maxResponseBytes = 16 * 1024 * 1024;

/** Sends one message and judges the acknowledgement: MSA-1 first, then MSA-2 against the control id sent. */
export async function deliver(input: DeliveryInput, signal: AbortSignal): Promise<Delivery> {
  const target = { host: '127.0.0.1', port: input.port, responseTimeoutMs: input.timeoutMs, maxResponseBytes };
  const result = await sendFrame(target, Buffer.from(input.body, 'utf8'), signal);
  return result.kind === 'answered'
    ? judge(result.response.toString('utf8'), input.controlId)
    : { kind: 'undelivered', message: '', ...textsOf(result) };
}

function judge(ack: string, controlId: string): Delivery {
  const msa = readAcknowledgement(ack);
  if (msa === null) return { kind: 'undelivered', message: ack, ...emptyResponse() };
  if (/^[AC]A$/.test(msa.code)) {
    if (msa.controlId === controlId)
      return { kind: 'sent', message: ack, error: null, statusMessage: 'Message successfully sent.' };
    return { kind: 'rejected', message: ack, ...wrongControlId(controlId, msa.controlId) };
  }
  return {
    kind: 'rejected',
    message: ack,
    ...negativeAck({ isRejected: /^[AC]R$/.test(msa.code), ackText: msa.text, ack }),
  };
}

function textsOf(result: Exclude<SendResult, { kind: 'answered' }>): ErrorTexts {
  switch (result.kind) {
    case 'refused':
      return connectionRefused();
    case 'connect-timeout':
      return connectTimeout();
    case 'response-timeout':
      return responseTimeout();
    case 'closed':
    case 'cancelled':
      return connectionClosed();
    default:
      return result satisfies never;
  }
}

/** The response as it is stored with a row in the given end state. */
export function toStageResponse(delivery: Delivery, status: 'SENT' | 'QUEUED' | 'ERROR'): StageResponse {
  return { status, message: delivery.message, error: delivery.error, statusMessage: delivery.statusMessage };
}
