import { useMay } from '../../bridge/use-may.ts';
import { useText } from '../../locales/use-text.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { ReadChannels } from './read-channels.tsx';
import { channelsOff, knownSentences } from './story-limits.ts';
import type { Story } from './story-words.ts';
import classes from './trace.module.css';

/** What the answer rests on: how far back is read, what is not, and what may have escaped. */
export function AnswerKnown({ story }: { story: Story }) {
  const text = useText();
  const format = useFormat();
  const mayRead = useMay()('messages.setChannel');
  const off = channelsOff(story);
  return (
    <section aria-label={text('trace.answer.known')} className={classes.part}>
      <h3>{text('trace.answer.known')}</h3>
      <ul className={classes.known}>
        {knownSentences(story, { text, format }).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {off.length === 0 ? null : mayRead ? <ReadChannels channels={off} /> : <p>{text('trace.known.whomToAsk')}</p>}
    </section>
  );
}
