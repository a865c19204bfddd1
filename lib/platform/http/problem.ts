import "server-only";
import { isUnreachable } from "../db/failures";
import { AppError, titleOf } from "../errors";
import { setLimitHeaders } from "../limits/headers";
import { log } from "../log";
import { storageTrouble } from "../storage/trouble";
import { answerUnavailable } from "./responses";

/** Turns whatever was thrown into what people may see; a bug becomes an opaque message with a reference for the log. */
export function translate(error: unknown, requestId: string, where: string): AppError {
  if (error instanceof AppError) return error;
  if (isUnreachable(error)) {
    log.error({ err: error, requestId, where }, "the database cannot be reached");
    answerUnavailable(requestId);
    return new AppError(
      "unavailable",
      "The portal cannot reach its database. Nothing was changed. Try again in a minute.",
      {
        retryAfterSeconds: 10,
      },
    );
  }
  const trouble = storageTrouble(error);
  if (trouble) {
    log.error({ err: error, requestId, where }, "the storage cannot be used");
    return trouble;
  }
  log.error({ err: error, requestId, where }, "an unexpected error");
  return Object.assign(new AppError("unavailable"), { unexpected: true });
}

export function isUnexpected(error: AppError): boolean {
  return "unexpected" in error;
}

export const unexpectedMessage = (requestId: string) =>
  `Something went wrong on our side. Nothing was changed. If it happens again, tell your administrator this reference: ${requestId.slice(0, 8)}.`;

const snake = (path: string) => path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** RFC 9457 problem details, with a JSON pointer (RFC 6901) for each field. */
export function problemResponse(thrown: unknown, requestId: string, where: string): Response {
  const error = translate(thrown, requestId, where);
  const unexpected = isUnexpected(error);
  const code = unexpected ? "internal" : error.code;
  const status = unexpected ? 500 : error.status;
  const errors = Object.entries(error.details.fieldErrors ?? {}).flatMap(([path, messages]) =>
    messages.map((detail) => ({ pointer: path === "_" ? "" : `/${snake(path).replaceAll(".", "/")}`, detail })),
  );
  const body = {
    type: `/problems/${code.replaceAll("_", "-")}`,
    title: unexpected ? "Unexpected error" : titleOf[error.code],
    status,
    detail: unexpected ? unexpectedMessage(requestId) : error.message,
    instance: `urn:uuid:${requestId}`,
    ...(errors.length > 0 ? { errors } : {}),
    ...error.details.data,
  };
  const headers = new Headers({
    "content-type": "application/problem+json",
    "cache-control": "no-store",
    "x-request-id": requestId,
  });
  if (error.details.retryAfterSeconds) headers.set("retry-after", String(error.details.retryAfterSeconds));
  if (error.details.limit) setLimitHeaders(headers, error.details.limit);
  if (status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(body), { status, headers });
}
