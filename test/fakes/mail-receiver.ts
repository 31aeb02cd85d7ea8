import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { createAuthority } from './certificates.ts';

export type ReceivedMail = {
  sender: string;
  recipients: string[];
  content: string;
  isEncrypted: boolean;
  user: string | null;
};

/** A real SMTP server on loopback with a certificate of its own authority (`ca`, PEM), which lets in `vakt` with the password `hemmelig`. */
export async function openMailReceiver({ security }: { security: 'tls' | 'starttls' | 'none' }) {
  const authority = await createAuthority('CN=Mail test');
  const { certificate, key } = await authority.issue('CN=localhost', ['localhost']);
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    ...{
      key,
      cert: certificate,
      secure: security === 'tls',
      disabledCommands: security === 'none' ? ['STARTTLS'] : [],
    },
    authOptional: true,
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'vakt' && password === 'hemmelig') done(null, { user: username });
      else done(new Error('Invalid credentials'));
    },
    onData: (stream, { envelope, secure, user }, done) => {
      void text(stream).then((content) => {
        const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const recipients = envelope.rcptTo.map(({ address }) => address);
        mails.push({ sender, recipients, content, isEncrypted: secure, user: user ? String(user) : null });
        done();
      });
    },
  });
  server.on('error', () => undefined); // of a client that breaks off
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    ca: authority.certificate,
    mails,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
