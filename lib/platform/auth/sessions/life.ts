export const sessionHours = 8;
export const idleMs = 60 * 60 * 1000;

/** What a person is told when their browser comes back with a session that has ended. */
export type Ended = "other_device" | "everywhere" | "roles_changed" | "idle";

type End = { revokedAt: Date | null; endReason: Exclude<Ended, "idle"> | "signed_out" | null; lastSeenAt: Date };

/** Who signed out here knows it, and about a closed account nothing is said. */
export function whyEnded({ revokedAt, endReason, lastSeenAt }: End, now: Date): Ended | null {
  if (revokedAt) return endReason === "signed_out" ? null : endReason;
  return isIdle(lastSeenAt, now) ? "idle" : null;
}

export const isIdle = (lastSeenAt: Date, now: Date) => now.getTime() - lastSeenAt.getTime() > idleMs;
