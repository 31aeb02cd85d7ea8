import { checkSentences } from '../../platform/network/check-place.ts';
import { fillSentence, networkSentences } from '../../platform/network/network-faults.ts';

/**
 * Every sentence this adapter can say, in English with `{{parameters}}`. The translations of the same keys are in `locales`;
 * README.md lists all three languages. No parameter ever holds message content.
 */
export const mirthSentences = {
  ...networkSentences,
  ...checkSentences,
  'engine.reason.engineStarting': 'The engine is starting.',
  'engine.reason.initialDeploy': 'The engine is deploying its channels.',
  'engine.reason.engineUnavailable': 'The engine says that it is unavailable.',
  'engine.reason.noAnswer': '{{host}}:{{port}} took the question but did not answer in time.',
  'engine.reason.cutOff': 'The answer from {{host}}:{{port}} was cut off.',
  'engine.reason.unreadable': 'The answer from {{host}}:{{port}} cannot be read.',
  'engine.reason.serverError': 'The engine answered with error {{status}} ({{detail}}).',
  'engine.reason.unexpectedStatus': 'The engine answered with {{status}}, which is not understood here.',
  'engine.reason.slowAnswer': 'The engine answers slowly: {{seconds}} s.',
  'engine.reason.clockSkew': "The engine's clock is {{seconds}} s off ours; times may mislead.",
  'engine.reason.timeZoneChanged': 'The engine changed its time zone from {{from}} to {{to}}; older times are shifted.',
  'engine.reason.loginFailed':
    'The engine refuses user name or password. No further attempt is made until the connection is saved anew.',
  'engine.reason.accountLocked': 'The account is locked in the engine after too many attempts.',
  'engine.reason.passwordExpired': 'The password has expired in the engine.',
  'engine.reason.versionMismatch': 'The engine refuses this client version.',
  'engine.reason.sessionRefused': 'The engine accepts the sign-in but refuses the next question.',
  'engine.reason.forbidden': 'This account lacks the right to {{path}} in the engine.',
  'engine.reason.outcomeUnknown': 'The command was sent, but its answer was lost. It may have been carried out.',
  'engine.tooLarge': 'This message is too large to read here ({{megabytes}} MB).',
  'engine.cannot.readOnly': 'This connection is read-only.',
  'engine.cannot.rawNotStored': 'The channel does not store message content, so there is nothing to send again.',
  'engine.cannot.rawEncrypted': 'The engine stores this content encrypted and does not hand it out.',
  'engine.cannot.messageGone': 'The engine no longer has this message.',
  'engine.cannot.attachmentMissing': '{{count}} attachments of this message cannot be read from the engine.',
  'engine.cannot.notPrepared': 'The message could not be read from the engine beforehand. Nothing was sent.',
  'engine.cannot.notText': 'The content is not valid text (UTF-8) and would be changed by the engine.',
  'engine.cannot.channelStopped': 'The channel is {{state}} and takes no messages.',
  'engine.cannot.channelUndeployed': 'The channel is not deployed.',
  'engine.cannot.channelUnknown': 'The engine does not know this channel.',
  'engine.cannot.connectorUnknown': 'The channel has no such connector.',
  'engine.cannot.destinationWithoutQueue':
    'A destination without a queue cannot be stopped alone; stop or pause the channel.',
  'engine.cannot.connectorPause': 'A single connector can be started and stopped, not paused.',
  'engine.cannot.noDestinationServed': 'The engine took the message but served no destination.',
  'engine.cannot.filtered': 'The channel filtered the message; nothing was sent on.',
  'engine.cannot.lifecycle': 'The engine could not do it: {{detail}}',
  'engine.cannot.rejected': 'The engine did not take the message ({{detail}}).',
  'engine.check.loginOk': 'Signed in as {{username}}.',
  'engine.check.rightsOk': '{{count}} channels can be read.',
  'engine.check.timeOk': 'The clocks agree ({{seconds}} s), zone {{zone}}.',
  'engine.check.timeOff': "The engine's clock is {{seconds}} s off ours, zone {{zone}}.",
  'engine.check.capabilitiesOk': 'Version {{version}} with server log and connection states.',
  'engine.check.capabilitiesMissing': 'Version {{version}} lacks: {{missing}}.',
  'engine.check.versionUnknown': 'Version {{version}} has not been tried with this program.',
} as const;

export type MirthSentenceKey = keyof typeof mirthSentences;

export function sentence(key: MirthSentenceKey, params: Record<string, string | number>): string {
  return fillSentence(mirthSentences[key], params);
}
