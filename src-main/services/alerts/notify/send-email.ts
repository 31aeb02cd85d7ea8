import { createTransport } from 'nodemailer';
import type { NotifyTarget } from '../../../../src-shared/domain/alerts/notify-settings.ts';
import { noticeText } from './notice-words.ts';
import type { Outgoing } from './outgoing.ts';
import { Undelivered } from './undelivered.ts';

type EmailTarget = Extract<NotifyTarget, { kind: 'email' }>;
export type EmailWay = { target: EmailTarget; password: string | null };

const connectTimeoutMs = 10_000;
const answerTimeoutMs = 30_000;

/** Sends a notification as plain text. One connection per message: they are few. @throws Undelivered */
export async function sendEmail({ target, password }: EmailWay, outgoing: Outgoing): Promise<void> {
  const { host, port, security, username, ownCaPem } = target;
  const transport = createTransport({
    ...{ host, port, secure: security === 'tls', requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...{ connectionTimeout: connectTimeoutMs, greetingTimeout: connectTimeoutMs, socketTimeout: answerTimeoutMs },
    ...(username === null ? {} : { auth: { user: username, pass: password ?? '' } }),
    tls: { minVersion: 'TLSv1.2', ...(ownCaPem === null ? {} : { ca: ownCaPem }) },
    // Texts are ours; nothing is fetched from a file or an address.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const { title, lines } = noticeText(outgoing, target.language);
  try {
    await transport.sendMail({
      ...{ from: target.sender, to: target.recipients, subject: title },
      messageId: `<${outgoing.deliveryId}@vaktbord.invalid>`,
      text: `${lines.join('\n')}\n\nVaktbord, ${outgoing.watcher}\n`,
    });
  } catch (thrown) {
    throw Undelivered.from(thrown);
  } finally {
    transport.close();
  }
}
