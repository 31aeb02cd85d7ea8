import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { anAlert } from '../../../../test/fakes/measured-world.ts';
import { openWebhookReceiver, type WebhookReceiver } from '../../../../test/fakes/webhook-receiver.ts';
import type { Outgoing } from './outgoing.ts';
import { sendWebhook } from './send-webhook.ts';

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await openWebhookReceiver();
});
afterAll(() => receiver.close());
beforeEach(() => void receiver.received.splice(0));

const { signal } = new AbortController();
const outgoing: Outgoing = {
  ...{ deliveryId: 'd1', what: 'fired', at: Date.UTC(2027, 0, 15, 8), environment: 'PRODUCTION', watcher: 'desk' },
  alerts: [anAlert({ severity: 'critical', late: { from: Date.UTC(2027, 0, 15, 1), to: Date.UTC(2027, 0, 15, 2) } })],
};
const way = () => ({ url: receiver.url, token: 'hemmelig', language: 'en' as const });

describe('a webhook', () => {
  it('gets the JSON that README describes, with its token and an id that is the same at every attempt', async () => {
    await sendWebhook(way(), outgoing, signal);
    const [request] = receiver.received;
    expect(request).toMatchObject({ method: 'POST', path: '/alerts' });
    expect(request?.headers).toMatchObject({ authorization: 'Bearer hemmelig', 'idempotency-key': 'd1' });
    expect(JSON.parse(request?.body ?? '')).toMatchObject({
      ...{ version: 1, what: 'fired', at: '2027-01-15T08:00:00.000Z', environment: 'PRODUCTION', watcher: 'desk' },
      ...{ severity: 'critical', title: 'CRITICAL: Lab (PRODUCTION)' },
      alerts: [
        {
          ...{ alertId: 'a1', kind: 'errors', severity: 'critical', engine: { id: 'c1', name: 'Engine' } },
          ...{ channel: { id: 'lab', name: 'Lab' }, foundLate: true, value: 12 },
          sentence: expect.stringMatching(/^Failed in the last 5 min: 12\. It was so while nobody watched/),
        },
      ],
    });
  });

  it.each([500, 404, 302])('that answers %d has not taken it', async (status) => {
    receiver.statuses.push(status);
    await expect(sendWebhook(way(), outgoing, signal)).rejects.toMatchObject({ detail: `HTTP ${status}` });
    expect(receiver.received).toHaveLength(1);
  });

  it('that is not there is said by the code of the network, without address and token', async () => {
    const gone = await openWebhookReceiver();
    await gone.close();
    const sent = sendWebhook({ ...way(), url: gone.url }, outgoing, signal);
    await expect(sent).rejects.toMatchObject({ detail: 'ECONNREFUSED', message: 'Not delivered: ECONNREFUSED' });
  });
});
