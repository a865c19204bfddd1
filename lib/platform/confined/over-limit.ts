import type { Over } from "./messages";

/** Work that was ended because it cost too much. Whoever asked says what was not done. */
export class OverLimit extends Error {
  constructor(readonly over: Over) {
    super(`The work was ended: too much ${over}.`);
    this.name = "OverLimit";
  }
}
