import { type JobError, jobError } from "./job-error";

/**
 * A call that is cut off is made again as the same attempt, because the web server was stopped or killed. A call that
 * kills the web server each time would do so for ever: after this many it counts as a failed attempt.
 */
export const interruptionsPerAttempt = 5;

export const interruptedTooOften: JobError = jobError({
  name: "JobEngineError",
  message: `The web server ended ${interruptionsPerAttempt} times during this call.`,
});
