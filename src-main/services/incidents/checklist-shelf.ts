import { z } from 'zod';
import { AppError } from '../../../src-shared/domain/app-error.ts';
import { type CheckRule, checkIds, checkRule, standardChecklist } from '../../../src-shared/domain/duty/checklist.ts';
import { requireNoContent } from '../../../src-shared/domain/duty/free-text.ts';
import type { Emit } from '../../app/handler.ts';
import type { JournalStore } from '../../store/store.ts';

const key = 'duty-checklist';
const stored = z.array(checkRule);

/** The points that new incidents get, as the site has set them; what cannot be read counts as not set. */
export async function createChecklistShelf({ settings, emit }: { settings: JournalStore['settings']; emit: Emit }) {
  let rules = read(await settings.get('installation', key));
  return {
    rules: (): readonly CheckRule[] => rules,
    save: async (asked: readonly CheckRule[]): Promise<void> => {
      requireNoContent(...asked.map(({ text }) => text));
      if (checkIds.some((id) => !asked.some(({ checkId }) => checkId === id)))
        throw new AppError('BAD_INPUT', 'A point is missing.', { messageKey: 'duty.refused.checklist' });
      await settings.put('installation', key, JSON.stringify(asked));
      rules = asked;
      emit('incidents.checklistChanged', {});
    },
  };
}

function read(value: string | null): readonly CheckRule[] {
  if (value === null) return standardChecklist;
  try {
    const parsed = stored.safeParse(JSON.parse(value));
    return parsed.success ? parsed.data : standardChecklist;
  } catch {
    return standardChecklist;
  }
}
