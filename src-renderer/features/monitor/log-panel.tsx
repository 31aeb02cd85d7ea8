import { Button } from '@mantine/core';
import { useState } from 'react';
import type { OutputOf } from '../../../src-shared/contract/index.ts';
import { useContractQuery } from '../../bridge/hooks.ts';
import { QueryView } from '../../bridge/query-view.tsx';
import { useText } from '../../locales/use-text.ts';
import { Moment, RelativeTime } from '../../ui/relative-time.tsx';
import { StateView } from '../../ui/state-view.tsx';
import styles from './monitor.module.css';

const lineLimit = 100;

/** What the engine itself wrote of this channel, on demand: looking at it is audited, for lines may quote messages. */
export function LogPanel({ connectionId, channelId }: { connectionId: string; channelId: string }) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <div className={styles.row}>
        <h3 className={styles.sectionTitle} style={{ flex: 1 }}>
          {text('overview.log')}
        </h3>
        <Button size="compact-xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {text(isOpen ? 'overview.log.hide' : 'overview.log.show')}
        </Button>
      </div>
      {isOpen ? <Lines connectionId={connectionId} channelId={channelId} /> : null}
    </div>
  );
}

function Lines({ connectionId, channelId }: { connectionId: string; channelId: string }) {
  const text = useText();
  const log = useContractQuery('monitor.log', { connectionId, channelId, limit: lineLimit });
  return (
    <QueryView
      query={log}
      empty={(answer) =>
        answer.lines.length === 0 ? (
          <StateView kind="empty" title={text('overview.log.empty')} hint={text('overview.log.emptyHint')} />
        ) : null
      }
    >
      {(answer) => (
        <>
          {answer.gapAt === null ? null : (
            <p className="dim">
              {text('overview.log.gap')} <RelativeTime at={answer.gapAt} />
            </p>
          )}
          <ol className={styles.log}>
            {answer.lines.map((line) => (
              <LogLine key={`${line.source}-${line.sequence}-${line.at}`} line={line} />
            ))}
          </ol>
        </>
      )}
    </QueryView>
  );
}

function LogLine({ line }: { line: OutputOf<'monitor.log'>['lines'][number] }) {
  return (
    <li className={styles.logLine} data-level={line.level}>
      <span className="dim">
        <Moment at={line.at} />
      </span>
      <span className="mono">{line.text.split('\n', 1)[0]}</span>
    </li>
  );
}
