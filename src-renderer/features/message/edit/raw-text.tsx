import { useContractQuery } from '../../../bridge/hooks.ts';
import { QueryView } from '../../../bridge/query-view.tsx';
import { useText } from '../../../locales/use-text.ts';
import { MessageText } from '../../../widgets/message-text.tsx';
import type { BodyInput } from '../inspector/body-windows.ts';
import { withText } from './edit-plan.ts';
import type { SpanWish } from './problem-jump.ts';
import type { Edit } from './use-edit.ts';

type RawTextProps = { input: BodyInput; format: string; edit: Edit; wish: SpanWish | null };

/** The text itself; it keeps its own steps back. */
export function RawText({ input, format, edit, wish }: RawTextProps) {
  const text = useText();
  const body = useContractQuery('message.readBody', input);
  const { state, setState, result } = edit;
  return (
    <QueryView query={body}>
      {(answer) => (
        <MessageText
          text={state.startText ?? answer.text}
          format={format}
          label={text('edit.raw')}
          highlight={null}
          jump={wish === null || result === undefined ? null : { ...wish, text: result.after }}
          onChange={(value) => setState(withText(state, value, answer.text))}
        />
      )}
    </QueryView>
  );
}
