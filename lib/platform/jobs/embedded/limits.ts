const megabyte = 1024 * 1024;

/** A call carries the event and every result so far; more is refused by engine and route alike. */
export const maxCallBytes = 8 * megabyte;

/** What one step may return. */
export const maxStepOutputBytes = 2 * megabyte;

/** One event, as Inngest limits it; events carry ids. */
export const maxEventBytes = 256 * 1024;

/** One POST of events. */
export const maxEventsBodyBytes = 4 * megabyte;

/** A reply: one step's result with its envelope, or a function's list of steps. */
export const maxReplyBytes = 16 * megabyte;
