import type { Limit } from "./table";

/** What came of asking for a place: whether there was one, how many are taken now, and when the window ends. */
export type Taken = { admitted: boolean; count: number; endsAt: Date };

/** Where windows are kept. Taking is atomic: of any number at once, no more than `amount` are admitted. */
export interface Windows {
  take(key: string, limit: Limit, at: Date): Promise<Taken>;
  /** Gives a place back, if its window still runs. */
  giveBack(key: string, limit: Limit, endsAt: Date): Promise<void>;
}
