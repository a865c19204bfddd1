const mebibyte = 1024 * 1024;

/**
 * What work on a document somebody else made may cost. Time is the processor's, so that a busy machine refuses no good document; a
 * child that still has time left after `wall` times as long did not get its turn: that is the machine's fault, and is said so.
 */
export const limits = {
  /** The longest text there may be (200,000 characters, 80 pages) takes one and a half; a machine five times slower still reads it. */
  import: 8_000,
  /** The longest text takes half a second. */
  layOut: 4_000,
  /** Two such texts without a word in common take two. */
  compare: 5_000,
  /** The longest text is 80 tagged pages: three seconds. */
  print: 12_000,
  wall: 20,
  /** Of the child as a whole, buffers too, of which 150 MiB are the programs themselves. The portal asks for 2 GiB. */
  memory: 640 * mebibyte,
  /** Of JavaScript objects alone, so that the child says so before it must be ended. */
  heap: 384,
  /** Answers are read on the portal's own thread: no more than it takes over in a moment. */
  answer: 64 * mebibyte,
  /** Whoever comes after so many others is told to come again instead of waiting for minutes. */
  waiting: 20,
  waitingTime: 60_000,
  /** A child that nobody asked for so long gives its memory back. */
  idle: 5 * 60_000,
  /** A child that cannot even be started. */
  start: 60_000,
} as const;
