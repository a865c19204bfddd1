import type { IntegrityState } from "../schema";

const words: Record<IntegrityState, string> = {
  verified: "the stored file is what was collected",
  missing: "the stored file is missing",
  unreadable: "the stored file cannot be decrypted, so it was altered or its key is another one",
  failed: "the stored file is not the one that was collected",
  unchecked: "it was never checked",
};

/** What a check found, as the end of a sentence; with what exactly was wrong where that is known. */
export function damageWords(state: IntegrityState, why?: string | null): string {
  return why ? `${words[state]} (${why})` : words[state];
}

/** How long a check counts as fresh (E2). */
const freshFor = 24 * 60 * 60 * 1000;

/** E2: a good result is good for 24 hours; after that it says how old it is. A bad one never grows old. `now` in milliseconds. */
export function isStale(
  { integrity, verifiedAt }: { integrity: IntegrityState; verifiedAt: Date | null },
  now: number,
): boolean {
  return integrity === "verified" && (verifiedAt === null || now - verifiedAt.getTime() > freshFor);
}
