import type { Standing } from "./limits/table";

/** Every way a request can be refused, with its HTTP status. Anything else that is thrown is a bug. */
export const statusOf = {
  malformed: 400,
  unauthenticated: 401,
  reauthenticate: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  precondition_failed: 412,
  too_large: 413,
  unsupported: 415,
  invalid: 422,
  rate_limited: 429,
  unavailable: 503,
  storage_full: 507,
} as const;

export type ErrorCode = keyof typeof statusOf;

export const titleOf: Record<ErrorCode, string> = {
  malformed: "The request could not be read",
  unauthenticated: "Sign in first",
  reauthenticate: "Confirm that it is you",
  forbidden: "You may not do this",
  not_found: "Not found",
  conflict: "Something changed in the meantime",
  gone: "No longer available",
  precondition_failed: "This is not the latest version",
  too_large: "Too large",
  unsupported: "This kind of content is not accepted",
  invalid: "Some fields need attention",
  rate_limited: "Too many attempts",
  unavailable: "Not available right now",
  storage_full: "No room left",
};

type Details = {
  fieldErrors?: Record<string, string[]>;
  retryAfterSeconds?: number;
  limit?: Standing;
  duty?: boolean;
  data?: Record<string, unknown>;
  /** What the trail says of it instead of a message that names somebody: no erasure reaches a plain text (audit.md A17). */
  recorded?: string;
};

/** Thrown inside, translated once at the edge. `message` is shown to people: what happened, what was not changed, what to do. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string = titleOf[code],
    readonly details: Details = {},
  ) {
    super(message);
    this.name = "AppError";
  }
  get status(): number {
    return statusOf[this.code];
  }
}

/** A duty check that failed (separation of duties): forbidden, and always recorded as denied. */
export function dutyRefused(message: string): AppError {
  return new AppError("forbidden", message, { duty: true });
}

/** The digest of an error that means the database is out of reach: all that an error page in the browser gets to know. */
export const databaseAwayDigest = "database-away";

export function notFound(what = "This page or object"): AppError {
  return new AppError("not_found", `${what} does not exist, or is not visible to you.`);
}
