/** A place that a call needs: at most `limit` calls hold the same key at once. */
export type Slot = { key: string; limit: number };

/**
 * Concurrency limits, in memory because one engine has the database to itself. Who finds no place is parked in order of
 * arrival; what is parked is not lost with the process, because at start the queue is rebuilt from the tables.
 */
export class Slots {
  readonly #taken = new Map<string, number>();
  readonly #parked = new Map<string, string[]>();
  readonly #called = new Set<string>();

  /** Takes all places and returns true, or parks the job and returns false. */
  acquire(job: string, slots: readonly Slot[]): boolean {
    const called = this.#called.delete(job);
    for (const slot of slots) {
      const waiting = this.#parked.get(slot.key) ?? [];
      const mayPass = called || waiting.length === 0; // nobody overtakes those who wait
      if (mayPass && (this.#taken.get(slot.key) ?? 0) < slot.limit) continue;
      if (!waiting.includes(job)) called ? waiting.unshift(job) : waiting.push(job);
      this.#parked.set(slot.key, waiting);
      return false;
    }
    for (const { key } of slots) this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    return true;
  }

  /** Gives places back, and names the parked jobs to be started again. */
  release(slots: readonly Slot[]): string[] {
    for (const { key } of slots) {
      const rest = (this.#taken.get(key) ?? 1) - 1;
      if (rest > 0) this.#taken.set(key, rest);
      else this.#taken.delete(key);
    }
    return this.callNext(slots);
  }

  /** Names one parked job per key with room, for a place that nobody took after all. */
  callNext(slots: readonly Slot[]): string[] {
    return slots.flatMap(({ key, limit }) => {
      const waiting = this.#parked.get(key);
      if (!waiting?.length || (this.#taken.get(key) ?? 0) >= limit) return [];
      const job = waiting.shift() as string;
      if (waiting.length === 0) this.#parked.delete(key);
      this.#called.add(job);
      return [job];
    });
  }

  /** A job that has nothing to do after all gives way to the next. */
  withdraw(job: string, slots: readonly Slot[]): string[] {
    return this.#called.delete(job) ? this.callNext(slots) : [];
  }

  isParked(job: string): boolean {
    return [...this.#parked.values()].some((jobs) => jobs.includes(job));
  }
}
