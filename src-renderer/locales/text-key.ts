import type alertTexts from '../../src-shared/texts/alert.en.json';
import type dutyWords from '../../src-shared/texts/duty.en.json';
import type replayStates from '../../src-shared/texts/replay-state.en.json';
import type runWords from '../../src-shared/texts/run-words.en.json';
import type stateWords from '../../src-shared/texts/state-words.en.json';
import type unitWords from '../../src-shared/texts/unit-words.en.json';
import type main from './en.json';
import type accounts from './parts/accounts.en.json';
import type affected from './parts/affected.en.json';
import type alerts from './parts/alerts.en.json';
import type approvals from './parts/approvals.en.json';
import type audit from './parts/audit.en.json';
import type connections from './parts/connections.en.json';
import type contacts from './parts/contacts.en.json';
import type conversionRules from './parts/conversion-rules.en.json';
import type copies from './parts/copies.en.json';
import type decisions from './parts/decisions.en.json';
import type editMany from './parts/edit-many.en.json';
import type editPage from './parts/edit-page.en.json';
import type failures from './parts/failures.en.json';
import type groups from './parts/groups.en.json';
import type handover from './parts/handover.en.json';
import type identifier from './parts/identifier.en.json';
import type incidents from './parts/incidents.en.json';
import type inspect from './parts/inspect.en.json';
import type unitFindings from './parts/measurement-units.en.json';
import type message from './parts/message.en.json';
import type messages from './parts/messages.en.json';
import type monitor from './parts/monitor.en.json';
import type overdue from './parts/overdue.en.json';
import type practice from './parts/practice.en.json';
import type problem from './parts/problem.en.json';
import type profiles from './parts/profiles.en.json';
import type replay from './parts/replay.en.json';
import type runs from './parts/runs.en.json';
import type search from './parts/search.en.json';
import type settings from './parts/settings.en.json';
import type trace from './parts/trace.en.json';
import type traceAnswer from './parts/trace-answer.en.json';
import type traceCode from './parts/trace-code.en.json';
import type units from './parts/units.en.json';
import type views from './parts/views.en.json';
import type waiting from './parts/waiting.en.json';

/** The files whose keys code may name. A feature adds its own part here. */
type Known = typeof main &
  typeof accounts &
  typeof affected &
  typeof alerts &
  typeof alertTexts &
  typeof approvals &
  typeof audit &
  typeof connections &
  typeof contacts &
  typeof conversionRules &
  typeof copies &
  typeof decisions &
  typeof dutyWords &
  typeof stateWords &
  typeof handover &
  typeof incidents &
  typeof editMany &
  typeof editPage &
  typeof failures &
  typeof groups &
  typeof identifier &
  typeof inspect &
  typeof message &
  typeof messages &
  typeof monitor &
  typeof overdue &
  typeof practice &
  typeof problem &
  typeof profiles &
  typeof replay &
  typeof replayStates &
  typeof runs &
  typeof runWords &
  typeof search &
  typeof settings &
  typeof trace &
  typeof traceAnswer &
  typeof traceCode &
  typeof unitFindings &
  typeof unitWords &
  typeof units &
  typeof views &
  typeof waiting;

type WithoutPlural<K> = K extends `${infer Base}_${'one' | 'other'}` ? Base : K;

/** Every key that code may name; a plural is named without its ending. */
export type TextKey = WithoutPlural<keyof Known & string>;
