import { z } from 'zod';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type RuleProfile, readRuleProfile, ruleProfile } from '../../../src-shared/domain/rule-profile.ts';
import type { Emit, HandlersOf } from '../../app/handler.ts';
import { createTurns } from '../../platform/turns.ts';
import type { Store } from '../../store/store.ts';

export type ProfilesDeps = { settings: Store['journal']['settings']; emit: Emit };

type Channel = { connectionId: string; channelId: string };

const maxProfiles = 100;
const maxAssignments = 5000;

const assignment = z.object({ name: z.string(), connectionId: z.string(), channelId: z.string() });
const storedProfiles = z.object({ profiles: z.array(z.unknown()), assignments: z.array(assignment) });
type Kept = { profiles: ReadonlyMap<string, RuleProfile>; assignments: readonly z.infer<typeof assignment>[] };

/**
 * Rule profiles of the installation, held in memory, and the channels they are used for.
 * @method ofChannel those that the messages of a channel are held against, in the order of their names
 */
export async function createProfilesService({ settings, emit }: ProfilesDeps) {
  let kept = readKept(await settings.get('installation', 'rule-profiles'));
  const inTurn = createTurns();

  async function keep(next: Kept): Promise<void> {
    const { profiles, assignments } = next;
    await settings.put(
      'installation',
      'rule-profiles',
      JSON.stringify({ profiles: [...profiles.values()], assignments }),
    );
    kept = next;
    emit('profiles.changed', {});
  }

  function requireProfile(name: string): void {
    if (!kept.profiles.has(name))
      throw new AppError('NOT_FOUND', 'There is no such profile.', { messageKey: 'profiles.refused.none' });
  }

  const handlers: HandlersOf<'profiles'> = {
    list: () => Promise.resolve({ items: sortedProfiles(kept).map((profile) => viewOf(profile, kept)) }),
    add: ({ text }, context) =>
      inTurn(async () => {
        const profile = parse(text);
        const isReplaced = kept.profiles.has(profile.name);
        if (!isReplaced && kept.profiles.size >= maxProfiles) throw tooMany();
        await keep({ ...kept, profiles: new Map(kept.profiles).set(profile.name, profile) });
        context.describe({ summary: `${isReplaced ? 'replaced' : 'added'}; rules: ${profile.rules.length}` });
        return { name: profile.name, isReplaced };
      }),
    remove: ({ name }, context) =>
      inTurn(async () => {
        requireProfile(name);
        const profiles = new Map(kept.profiles);
        profiles.delete(name);
        await keep({ profiles, assignments: kept.assignments.filter((each) => each.name !== name) });
        context.describe({ summary: `profile: ${name}` });
        return { done: true };
      }),
    assign: ({ name, connectionId, channelId, isAssigned }, context) =>
      inTurn(async () => {
        requireProfile(name);
        const others = kept.assignments.filter(
          (each) => each.name !== name || !isOf(each, { connectionId, channelId }),
        );
        if (isAssigned && others.length >= maxAssignments) throw tooMany();
        await keep({ ...kept, assignments: isAssigned ? [...others, { name, connectionId, channelId }] : others });
        context.describe({ summary: `profile: ${name}; ${isAssigned ? 'used' : 'no longer used'}` });
        return { done: true };
      }),
  };

  return {
    handlers,
    ofChannel(channel: Channel): RuleProfile[] {
      const names = new Set(kept.assignments.filter((each) => isOf(each, channel)).map(({ name }) => name));
      return sortedProfiles(kept).filter(({ name }) => names.has(name));
    },
  };
}

function isOf(each: Channel, { connectionId, channelId }: Channel): boolean {
  return each.connectionId === connectionId && each.channelId === channelId;
}

function sortedProfiles({ profiles }: Kept): RuleProfile[] {
  return [...profiles.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

function viewOf(profile: RuleProfile, { assignments }: Kept): OutputOf<'profiles.list'>['items'][number] {
  const { name, description, format, messageTypes, rules } = profile;
  const channels = assignments
    .filter((each) => each.name === name)
    .map(({ connectionId, channelId }) => ({ connectionId, channelId }));
  return { name, description, format, messageTypes, ruleCount: rules.length, channels };
}

function parse(text: string): RuleProfile {
  const read = readRuleProfile(text);
  if (read.kind === 'profile') return read.profile;
  const { place = '', reason = 'not-taken', message = '' } = read.faults[0] ?? {};
  throw new AppError('BAD_INPUT', `The file is not a rule profile: ${place} ${message}`, {
    messageKey: `profiles.fault.${reason}`,
    params: { place: place || 'JSON' },
  });
}

function tooMany(): AppError {
  return new AppError('CONFLICT', 'There are too many profiles: remove some first.', {
    messageKey: 'profiles.refused.tooMany',
  });
}

/** One that a newer or older program wrote and that is none here is left out; the others stay in use. */
function readKept(text: string | null): Kept {
  const stored = storedProfiles.safeParse(text === null ? null : JSON.parse(text));
  if (!stored.success) return { profiles: new Map(), assignments: [] };
  const profiles = stored.data.profiles.flatMap((each) => ruleProfile.safeParse(each).data ?? []);
  return {
    profiles: new Map(profiles.map((profile) => [profile.name, profile])),
    assignments: stored.data.assignments,
  };
}
