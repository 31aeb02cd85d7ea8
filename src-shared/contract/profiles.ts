import { z } from 'zod';
import { done, nothing, reason } from './common.ts';
import { administrators, command, event, everyRole, query } from './procedure.ts';

const name = z.string().min(1).max(80);
const channel = z.object({ connectionId: z.string().max(200), channelId: z.string().max(200) });

/** `channels`: where its rules are used; a profile without any is kept and does nothing. */
const profileView = z.object({
  name,
  description: z.string(),
  format: z.string(),
  messageTypes: z.array(z.string()),
  ruleCount: z.number().int(),
  channels: z.array(channel),
});

export const profiles = {
  procedures: {
    /** By name. */
    list: query({ access: everyRole, input: nothing, output: z.object({ items: z.array(profileView) }) }),
    /**
     * Adds the profile in the text of a file; one of the same name is replaced and keeps its channels.
     * BAD_INPUT `profiles.refused.file` with `place` and `fault` when the text is no profile, CONFLICT when there are too many.
     */
    add: command({
      access: administrators,
      input: z.object({ text: z.string().max(1_000_000), reason }),
      output: z.object({ name, isReplaced: z.boolean() }),
    }),
    /** NOT_FOUND when there is none of that name. */
    remove: command({ access: administrators, input: z.object({ name, reason }), output: done }),
    /** Uses a profile for the messages of a channel, or no longer. */
    assign: command({
      access: administrators,
      input: channel.extend({ name, isAssigned: z.boolean(), reason }),
      output: done,
    }),
  },
  events: {
    changed: event({ payload: nothing, stale: ['profiles.list', 'message.validate'] }),
  },
};
