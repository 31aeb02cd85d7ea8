import { z } from 'zod';
import { isListAddress } from '../domain/list-address.ts';
import { done } from './common.ts';
import { command, everyRole } from './procedure.ts';

export const windows = {
  procedures: {
    /** Tears a page off into its own window. `address` is an in-app path (`//host` is none) with the filter of a list; addresses carry no patient data. */
    open: command({
      access: everyRole,
      input: z.object({ address: z.string().refine(isListAddress) }),
      output: done,
    }),
  },
  events: {},
};
