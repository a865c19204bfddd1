/**
 * What uploads are for that wait a day to be claimed by whoever sent them: their rows carry an end until then, and one nightly job destroys
 * those that passed it.
 */
export const waitingPurposes = ["evidence", "training", "meeting"] as const;
export type WaitingPurpose = (typeof waitingPurposes)[number];
