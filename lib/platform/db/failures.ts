import "server-only";

type Shape = { code?: unknown; name?: unknown; cause?: unknown; meta?: unknown; message?: unknown };

/** All codes that a database error carries on its way through driver, adapter and client. */
function codesOf(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 5) return [];
  const { code, cause, meta, name } = error as Shape;
  const own = [code, name, (error as { originalCode?: unknown }).originalCode, (error as { kind?: unknown }).kind];
  const nested = [
    cause,
    meta,
    (meta as Shape | undefined)?.cause,
    (error as { driverAdapterError?: unknown }).driverAdapterError,
  ];
  return [...own.filter((value) => typeof value === "string"), ...nested.flatMap((value) => codesOf(value, depth + 1))];
}

const retryable = new Set(["40001", "40P01", "P2034", "TransactionWriteConflict"]);
const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EPIPE",
  "P1000",
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2028",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "DatabaseNotReachable",
  "ConnectionClosed",
  "PrismaClientInitializationError",
  "PrismaClientRustPanicError",
  "SocketTimeout",
]);

export function isRetryable(error: unknown): boolean {
  return codesOf(error).some((code) => retryable.has(code));
}

/** The database cannot be reached: the answer is 503 and the next request tries again. */
export function isUnreachable(error: unknown): boolean {
  if (codesOf(error).some((code) => unreachable.has(code))) return true;
  const message = error instanceof Error ? error.message : "";
  return /ECONNREFUSED|Connection terminated|timeout exceeded when trying to connect|server closed the connection/i.test(
    message,
  );
}

/** The database has no room to write: certainly nothing of the transaction is kept. */
export function isDiskFull(error: unknown): boolean {
  return codesOf(error).includes("53100");
}

/** A unique constraint was hit; `constraint` narrows it down by a part of its name or a column. */
export function isUniqueViolation(error: unknown): boolean {
  return codesOf(error).some((code) => code === "P2002" || code === "23505" || code === "UniqueConstraintViolation");
}
