/** What a run of the validator has found. */
import type { Issue, IssueType } from './issues.js';

/** One finding. */
export interface ValidationMessage {
  /** That of `ktx validate`. */
  id: number;
  type: IssueType;
  /** What is wrong. */
  message: string;
  /** Where, and what was there. */
  details: string;
}

/**
 * Findings that are kept. Sane files have few; a file made to have millions must not fill the memory.
 * The verdict counts those that are not kept as well.
 */
const MAX_MESSAGES = 10_000;

/** Thrown by {@link Report.stop} and {@link Report.leave}; caught in `validate-ktx2.ts`. */
export class FatalIssue extends Error {}

export class Report {
  readonly messages: ValidationMessage[] = [];
  /** Errors, fatal ones among them; warnings never count here. */
  errorCount = 0;
  #isValid = true;
  readonly #warningType: IssueType;

  constructor(warningsAsErrors: boolean) {
    this.#warningType = warningsAsErrors ? 'error' : 'warning';
  }

  get isValid(): boolean {
    return this.#isValid;
  }

  add([id, ownType, message]: Issue, details: string): void {
    const type = ownType === 'warning' ? this.#warningType : ownType;
    if (ownType !== 'warning') this.errorCount++;
    if (type !== 'warning') this.#isValid = false;
    if (this.messages.length < MAX_MESSAGES) this.messages.push({ id, type, message, details });
  }

  /** Adds what nothing can be checked after. */
  stop(issue: Issue, details: string): never {
    this.add(issue, details);
    this.leave();
  }

  /** Ends the run where what has been found leaves nothing to check. */
  leave(): never {
    throw new FatalIssue();
  }
}
