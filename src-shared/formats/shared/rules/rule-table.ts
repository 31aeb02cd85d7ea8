import type { Problem } from '../../format.ts';

/** By rule id: severity and English sentence. No sentence holds content of a message; `{{name}}` stands for a parameter that is none either. */
export type RuleTable = Record<string, readonly [severity: Problem['severity'], sentence: string]>;
