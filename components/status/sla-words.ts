import type { Tone } from "../ui/tone";
import { durationWords } from "./duration-words";

export type SlaClockState = "running" | "warned" | "breached" | "met" | "paused";

export type SlaReading = {
  state: SlaClockState;
  /** Length of the promise in business seconds. */
  targetSeconds: number;
  /** Business seconds used so far, pauses taken out; for a finished clock up to its end. */
  usedSeconds: number;
  /** A breached clock that has ended keeps its breach: it says how late the answer came. */
  ended?: boolean;
  pausedReason?: string;
};

export type SlaWords = { tone: Tone; label: string; words: string; share: number };

const labels: Record<SlaClockState, string> = {
  running: "On time",
  warned: "Due soon",
  breached: "Breached",
  met: "Met",
  paused: "Paused",
};

const tones: Record<SlaClockState, Tone> = {
  running: "info",
  warned: "warning",
  breached: "danger",
  met: "success",
  paused: "neutral",
};

/** A clock in words with the share of its target used (0 to 1). Warned, breached and met never look alike. */
export function slaWords(reading: SlaReading): SlaWords {
  const left = reading.targetSeconds - reading.usedSeconds;
  const share = reading.targetSeconds > 0 ? Math.min(1, Math.max(0, reading.usedSeconds / reading.targetSeconds)) : 1;
  return {
    tone: tones[reading.state],
    label: labels[reading.state],
    words: wordsOf(reading, left),
    share: reading.state === "breached" ? 1 : share,
  };
}

function wordsOf({ state, ended, pausedReason }: SlaReading, left: number): string {
  if (state === "breached") return ended ? `ended ${durationWords(left)} late` : `${durationWords(left)} over`;
  if (state === "met") return left > 0 ? `with ${durationWords(left)} to spare` : "exactly on time";
  if (state === "paused") return `${durationWords(left)} left · ${pausedReason ?? "clock stopped"}`;
  return `${durationWords(Math.max(0, left))} left`;
}
