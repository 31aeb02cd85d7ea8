import type { IncomingMessage, ServerResponse } from 'node:http';
import { launchParameter, secretFragmentKey } from '../../src-shared/contract/protocol.ts';
import { securityHeaders } from '../app/security-headers.ts';
import { answerRefusal, type Refusal } from './guards.ts';
import type { LaunchSessions } from './launch-sessions.ts';

/**
 * Exchanges a launch token for a session: the cookie goes to the browser's jar, the second secret into the fragment
 * of the redirect, which no server ever receives and which the page removes from its address at once.
 */
export function serveLaunch(sessions: LaunchSessions, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET') return void answerRefusal(response, { status: 405, text: 'Only GET.' });
  // A browser that looks ahead would use the token up before the person opens the page.
  if (request.headers['sec-purpose']?.includes('prefetch')) return void answerRefusal(response, refusals.prefetch);
  const query = new URLSearchParams(request.url?.split('?')[1] ?? '');
  const redeemed = sessions.redeem(query.get(launchParameter) ?? '');
  if (redeemed.kind !== 'opened') return void answerRefusal(response, refusals[redeemed.kind]);
  const { cookieName, cookieValue, secret } = redeemed.session;
  response.writeHead(303, {
    ...securityHeaders,
    'set-cookie': `${cookieName}=${cookieValue}; HttpOnly; SameSite=Strict; Path=/`,
    location: `/#${secretFragmentKey}=${secret}`,
  });
  response.end();
}

const refusals: Record<'unknown' | 'expired' | 'reused' | 'prefetch', Refusal> = {
  unknown: { status: 403, text: 'This launch address is not known here.' },
  expired: {
    status: 403,
    text: 'This launch address is too old. Press Enter where the console was started for a new one.',
  },
  reused: {
    status: 403,
    text: 'This launch address was used a second time. The session it made has been ended. If you did not open it twice, somebody else has seen the address.',
  },
  prefetch: { status: 403, text: 'Launch addresses are not fetched ahead.' },
};
