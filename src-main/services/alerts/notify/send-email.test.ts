import { afterEach, describe, expect, it } from 'vitest';
import type { NotifyTarget } from '../../../../src-shared/domain/alerts/notify-settings.ts';
import { openMailReceiver } from '../../../../test/fakes/mail-receiver.ts';
import { anAlert } from '../../../../test/fakes/measured-world.ts';
import type { Outgoing } from './outgoing.ts';
import { sendEmail } from './send-email.ts';

type EmailTarget = Extract<NotifyTarget, { kind: 'email' }>;
type Receiver = Awaited<ReturnType<typeof openMailReceiver>>;

let receiver: Receiver | null = null;
afterEach(() => receiver?.close());

const outgoing: Outgoing = {
  deliveryId: 'd1',
  what: 'fired',
  at: 1_800_000_000_000,
  environment: 'PRODUCTION',
  watcher: 'desk',
  alerts: [anAlert({ severity: 'critical', params: { count: 12, minutes: 5 } })],
};

async function open(security: EmailTarget['security']): Promise<EmailTarget> {
  receiver = await openMailReceiver({ security });
  return {
    ...{ kind: 'email', targetId: 'mail', name: 'On call', isOn: true, from: 'warning', isForEscalation: false },
    ...{ language: 'nb', host: 'localhost', port: receiver.port, security, username: 'vakt' },
    ...{ sender: 'vaktbord@example.invalid', recipients: ['vakt@example.invalid'], ownCaPem: receiver.ca },
  };
}

describe('e-mail', () => {
  it.each(['tls', 'starttls'] as const)(
    'goes over %s, signed in, and says what is wrong and where',
    async (security) => {
      await sendEmail({ target: await open(security), password: 'hemmelig' }, outgoing);
      const [mail] = receiver?.mails ?? [];
      expect(mail).toMatchObject({ recipients: ['vakt@example.invalid'], isEncrypted: true, user: 'vakt' });
      expect(mail?.content).toContain('Subject: KRITISK: Lab (PRODUCTION)');
      expect(mail?.content).toContain('Lab: Feilet siste 5 min: 12.');
    },
  );

  it('is not sent to a server whose certificate nobody vouches for', async () => {
    const target = { ...(await open('tls')), ownCaPem: null };
    await expect(sendEmail({ target, password: 'hemmelig' }, outgoing)).rejects.toMatchObject({
      detail: expect.stringMatching(/CERT|SELF_SIGNED|ESOCKET|TLS/),
    });
    expect(receiver?.mails).toEqual([]);
  });

  it('is not sent in the clear when the server does not offer the encryption asked for', async () => {
    const target = { ...(await open('none')), security: 'starttls' as const };
    await expect(sendEmail({ target, password: 'hemmelig' }, outgoing)).rejects.toThrow('Not delivered');
    expect(receiver?.mails).toEqual([]);
  });

  it('says that the password was refused, without telling it', async () => {
    const sent = sendEmail({ target: await open('tls'), password: 'galt-passord' }, outgoing);
    await expect(sent).rejects.toMatchObject({ detail: 'EAUTH 535' });
    await expect(sent).rejects.not.toThrow('galt-passord');
  });
});
