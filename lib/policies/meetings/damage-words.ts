const words = {
  missing: "the stored list is missing",
  unreadable: "the stored list cannot be decrypted, so it was altered or its key is another one",
  failed: "the stored list is not the one that was handed in",
};

/** What whoever opens a damaged list is told. */
export const damageWords = (state: keyof typeof words, why?: string): string =>
  `Nothing was downloaded: ${words[state]}${why ? ` (${why})` : ""}. The compliance officers were alerted.`;
