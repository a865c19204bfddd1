/** Keeps a job from running twice at once: the second arrival is remembered, not run. */
export class InFlight {
  readonly #again = new Map<string, boolean>();

  /** True for the first; a later one is told no and makes `leave` answer true. */
  enter(job: string): boolean {
    if (!this.#again.has(job)) {
      this.#again.set(job, false);
      return true;
    }
    this.#again.set(job, true);
    return false;
  }

  /** Whether somebody came meanwhile, so that the state must be looked at again. */
  leave(job: string): boolean {
    const again = this.#again.get(job) ?? false;
    this.#again.delete(job);
    return again;
  }

  has(job: string): boolean {
    return this.#again.has(job);
  }
}
