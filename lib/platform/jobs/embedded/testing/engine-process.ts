import { appendFileSync } from "node:fs";
import { startEngine } from "../start-engine";
import { eventKey, signingKey } from "./keys";

/** An engine to be killed. */
const { DATABASE_URL, ENGINE_PORT, WEB_URL, LOG_FILE } = process.env as Record<string, string>;

const note = (line: string): void => appendFileSync(LOG_FILE as string, `${line}\n`);
await startEngine({
  databaseUrl: DATABASE_URL as string,
  host: "127.0.0.1",
  port: Number(ENGINE_PORT),
  webUrl: WEB_URL as string,
  signingKey,
  eventKey,
  retryBaseMilliseconds: 100,
  syncIntervalMilliseconds: 300,
});
note("engine");
