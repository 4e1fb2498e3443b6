/** A fault that the user can mend: what happened, and what to do about it. Ends the command with exit code 2. */
export class UserError extends Error {
  readonly mend: string;

  constructor(message: string, mend: string) {
    super(message);
    this.name = 'UserError';
    this.mend = mend;
  }
}
