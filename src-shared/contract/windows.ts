import { z } from 'zod';
import { done } from './common.ts';
import { command, everyRole } from './procedure.ts';

export const windows = {
  procedures: {
    /** Tears a page off into its own window. `address` is an in-app path (`//host` is none); addresses carry no patient data. */
    open: command({
      access: everyRole,
      input: z.object({
        address: z
          .string()
          .regex(/^\/(?!\/)[A-Za-z0-9/_.~%-]*$/)
          .max(500),
      }),
      output: done,
    }),
  },
  events: {},
};
