import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/node";
import pg from "pg";
import type { EngineOptions } from "../options";
import { type RunningEngine, startEngine } from "../start-engine";
import { eventKey, signingKey } from "./keys";

export type TestPortal = {
  client: Inngest;
  engine: RunningEngine;
  webUrl: string;
  pool: pg.Pool;
  /** Refused connections, as from a web server that is down. */
  closeWeb(): Promise<void>;
  openWeb(): Promise<void>;
  restartEngine(while_?: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
};

type Options = { databaseUrl: string; options?: Partial<EngineOptions> };

/** A web server that serves functions, and an engine, both in this process and speaking HTTP to each other. */
export async function startTestPortal(
  { databaseUrl, options }: Options,
  define: (client: Inngest) => InngestFunction.Any[],
): Promise<TestPortal> {
  let handler: RequestListener = (_, response) => response.writeHead(503).end();
  let web: Server = createServer((request, response) => handler(request, response));
  const port = await listen(web, 0);
  const webUrl = `http://127.0.0.1:${port}`;
  const start = (enginePort: number): Promise<RunningEngine> => {
    const fixed = { databaseUrl, host: "127.0.0.1", port: enginePort, webUrl, signingKey, eventKey };
    return startEngine({
      retryBaseMilliseconds: 50,
      syncIntervalMilliseconds: 300,
      stopGraceMilliseconds: 300,
      ...fixed,
      ...options,
    });
  };
  let engine = await start(0);
  const client = new Inngest({
    id: "test",
    isDev: false,
    checkpointing: false,
    signingKey,
    eventKey,
    baseUrl: engine.url,
    internalLogger: { info() {}, warn() {}, error() {}, debug() {} },
    logger: { info() {}, warn() {}, error() {}, debug() {} },
  });
  handler = serve({ client, functions: define(client), enableUnauthedSync: false });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  await until(async () => (await pool.query("select from job_engine.function limit 1")).rowCount);
  const closeWeb = (): Promise<void> => {
    return new Promise((resolve) => {
      web.close(() => resolve());
      web.closeAllConnections();
    });
  };
  return {
    client,
    get engine() {
      return engine;
    },
    webUrl,
    pool,
    closeWeb,
    async openWeb() {
      web = createServer((request, response) => handler(request, response));
      await listen(web, port);
    },
    async restartEngine(while_) {
      const enginePort = Number(new URL(engine.url).port);
      await engine.stop();
      await while_?.();
      engine = await start(enginePort);
    },
    async stop() {
      await engine.stop();
      await closeWeb();
      await pool.end();
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** Closed until it is opened: what must be at the same time, or in an order, is arranged and not left to the scheduler. */
export function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

/** Opens for all once so many have come. */
export function meeting(count: number): () => Promise<void> {
  const { open, opened } = gate();
  let here = 0;
  return () => {
    if (++here === count) open();
    return opened;
  };
}

/** Waits until `look` finds something, at most a minute. */
export async function until<T>(
  look: () => Promise<T> | T,
  seconds = 60,
): Promise<Exclude<T, null | undefined | false | 0>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) return found as Exclude<T, null | undefined | false | 0>;
    if (Date.now() > end) throw new Error(`Nothing came of it within ${seconds} s: ${look.toString().slice(0, 200)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export type RunRow = {
  id: string;
  functionId: string;
  status: string;
  attempt: number;
  error: { name: string; message: string } | null;
};

/** The runs of a function, oldest first. */
export async function runsOf(portal: TestPortal, functionId: string): Promise<RunRow[]> {
  const { rows } = await portal.pool.query<RunRow>(
    `select id, function_id as "functionId", status, attempt, error from job_engine.run where function_id = $1 order by created_at`,
    [`test-${functionId}`],
  );
  return rows;
}

/** Waits until `count` runs of a function are over, and returns them. */
export function endedRuns(portal: TestPortal, functionId: string, count = 1, seconds = 60): Promise<RunRow[]> {
  return until(async () => {
    const runs = await runsOf(portal, functionId);
    return runs.filter(({ status }) => !["queued", "running"].includes(status)).length >= count ? runs : null;
  }, seconds);
}
