/** Something the person at the keyboard can mend: shown as two lines, never as a stack trace. */
export class Problem extends Error {
  /**
   * @param {string} what what is wrong
   * @param {string} mend what to do about it
   */
  constructor(what, mend) {
    super(what);
    this.name = "Problem";
    this.mend = mend;
  }
}

/** Prints a problem in plain words; anything else is a fault of ours and keeps its stack. */
export function report(error) {
  if (error instanceof Problem) console.error(`\n  ✗ ${error.message}\n    ${error.mend.replaceAll("\n", "\n    ")}\n`);
  else console.error(error);
}
