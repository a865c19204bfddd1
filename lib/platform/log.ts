import "server-only";
import pino from "pino";
import { logLevel } from "./env";

const secrets = ["password", "token", "secret", "authorization", "cookie", "code", "key", "signature"];

/** Structured log with request ids; anything that looks like a secret is redacted. */
export const log = pino({
  level: logLevel,
  redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
  formatters: { level: (label) => ({ level: label }) },
  timestamp: pino.stdTimeFunctions.isoTime,
});
