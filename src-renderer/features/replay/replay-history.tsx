import type { MessageRef } from '../../../src-shared/domain/message.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { useText } from '../../locales/use-text.ts';
import { Moment } from '../../ui/relative-time.tsx';
import { ReplayStateBadge } from '../../widgets/replay-state-badge.tsx';
import classes from './replay.module.css';

/** Every replay of one message, newest first; nothing when there was none. */
export function ReplayHistory({ messageRef, onOpen }: { messageRef: MessageRef; onOpen: (replayId: string) => void }) {
  const text = useText();
  const { data } = useContractQuery('replay.ofMessage', { ref: messageRef });
  if (!data || data.items.length === 0) return null;
  return (
    <ul className={classes.history} aria-label={text('message.history')}>
      {data.items.map((replay) => (
        <li key={replay.replayId} className={classes.historyRow}>
          <ReplayStateBadge state={replay.state} />
          <span>{text(replay.isEdited ? 'replay.edited' : 'replay.unchanged')}</span>
          <span className="dim">
            {replay.person}, <Moment at={replay.createdAt} />
          </span>
          <button type="button" className={classes.link} onClick={() => onOpen(replay.replayId)}>
            {text('replay.outcome')}
          </button>
        </li>
      ))}
    </ul>
  );
}
