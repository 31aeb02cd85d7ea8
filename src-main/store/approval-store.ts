import type { Approval, ApprovalActor, ApprovalSubject, Emergency } from '../../src-shared/domain/approval.ts';

/** `hash` binds it to what is agreed to; `subjectId` the run, or the message. */
export type NewApproval = {
  approvalId: string;
  requestId: string;
  subject: ApprovalSubject;
  subjectId: string;
  hash: string;
  askedAt: number;
  askedBy: ApprovalActor;
  reason: string;
};
/** As the journal has it; what time and accounts make of it is judged by who asks. `usedFor`: the request that used it, null = none. */
export type StoredApproval = Omit<Approval, 'state' | 'expiresAt'> & {
  hash: string;
  state: Exclude<Approval['state'], 'lapsed'>;
  usedFor: string | null;
};
export type ApprovalStep = {
  approvalId: string;
  act: 'granted' | 'refused' | 'used';
  at: number;
  person: ApprovalActor;
  note: string | null;
  /** Of what it is used for; null with the others. */
  usedFor: string | null;
};

/** Who agreed to what. Nothing in it is ever changed or deleted. */
export type ApprovalStore = {
  /** The same `requestId` again gives the first. */
  ask(approval: NewApproval): Promise<string>;
  /**
   * CONFLICT (`approval.refused.*`) when it is too late for this step: decided already, not granted, used for something else. FORBIDDEN when the person is the one
   * who asked and would grant it, or granted it and would use it. The same use again is none.
   */
  step(step: ApprovalStep): Promise<void>;
  get(approvalId: string): Promise<StoredApproval | null>;
  /** Newest first, at most 500. `open`: neither refused nor used. */
  list(query: { open: boolean; subjectId: string | null }): Promise<StoredApproval[]>;
  putEmergency(emergency: Omit<Emergency, 'review'>): Promise<void>;
  /** CONFLICT when it is reviewed already, FORBIDDEN by the one who did it. */
  review(review: { runId: string; at: number; person: ApprovalActor; note: string }): Promise<void>;
  /** Newest first, at most 500; all that are not reviewed are always among them. */
  emergencies(query: { open: boolean; runId: string | null }): Promise<Emergency[]>;
};
