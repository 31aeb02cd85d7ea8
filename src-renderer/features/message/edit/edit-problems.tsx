import type { OutputOf } from '../../../../src-shared/contract/index.ts';
import { useText } from '../../../locales/use-text.ts';
import { ProblemList, type ShownProblem } from '../../../widgets/problem-list.tsx';
import { LargeCheckBar } from '../inspector/large-check-bar.tsx';
import type { LargeCheck } from '../inspector/use-problems.ts';
import classes from './edit.module.css';
import { FixDialog } from './fix-dialog.tsx';
import type { Edit } from './use-edit.ts';
import { type SuggestedEdit, useSuggestion } from './use-suggestion.ts';

type Finding = OutputOf<'message.validate'>['findings'][number];
/** What is wrong with the message as stored. */
export type StoredProblems = {
  problems: OutputOf<'message.openBody'>['problems'];
  findings: readonly Finding[];
  large: LargeCheck;
};

type EditProblemsProps = {
  edit: Edit;
  stored: StoredProblems;
  onJump: (problem: ShownProblem) => void;
  onFix: (edits: readonly SuggestedEdit[]) => void;
};

/** What is wrong with the message as it would be sent, what the edit made first; while nothing is changed, with the message as stored. */
export function EditProblems({ edit, stored, onJump, onFix }: EditProblemsProps) {
  const text = useText();
  const suggestion = useSuggestion(edit);
  const { result, plan, state } = edit;
  const isStored = plan === null || result === undefined;
  const shown: ShownProblem[] = isStored ? [...stored.problems, ...stored.findings] : result.problems;
  const isJudged = isStored ? stored.large === null : result.isJudged;
  // In the raw text a suggestion would be a second way to write the same place.
  const canFix = state.mode === 'fields';
  return (
    <section className={classes.problems} aria-label={text('message.problems', { count: shown.length })}>
      <h3 className={classes.problemsTitle}>
        {text(isStored ? 'edit.problems.stored' : 'edit.problems', { count: shown.length })}
      </h3>
      {isStored && stored.large ? <LargeCheckBar check={stored.large} count={stored.findings.length} /> : null}
      {isStored || isJudged ? null : <p className={classes.hint}>{text('edit.notJudged.text')}</p>}
      {shown.length === 0 && isJudged ? <p className={classes.hint}>{text('message.noProblems')}</p> : null}
      <ProblemList problems={shown} onJump={onJump} {...(canFix ? { onFix: suggestion.look } : {})} />
      {suggestion.edits ? (
        <FixDialog
          edits={suggestion.edits}
          onUse={() => {
            if (suggestion.edits) onFix(suggestion.edits);
            suggestion.close();
          }}
          onClose={suggestion.close}
        />
      ) : null}
    </section>
  );
}
