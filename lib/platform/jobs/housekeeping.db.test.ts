import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { NextRequest } from "next/server";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { listJobRuns, runJobNow } from "./embedded/inspect";
import { type RunningEngine, startEngine } from "./embedded/start-engine";
import { eventKey, signingKey } from "./embedded/testing/keys";
import { until } from "./embedded/testing/portal";

let drop: () => Promise<void>;
let web: Server;
let engine: RunningEngine;
let pool: pg.Pool;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const settings = {
    NEXTAUTH_SECRET: "x".repeat(32),
    PORTAL_MASTER_KEY: Buffer.alloc(32).toString("base64"),
    INNGEST_SIGNING_KEY: signingKey,
    INNGEST_EVENT_KEY: eventKey,
    LOG_LEVEL: "silent",
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { serveJobs } = await import("./serve");
  const { deleteOldJobRuns } = await import("./housekeeping");
  const handlers = serveJobs([deleteOldJobRuns]);
  web = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const method = request.method as "GET" | "POST" | "PUT";
    const init = { method, headers: request.headers as HeadersInit, body: Buffer.concat(chunks) };
    const reply = await handlers[method](new NextRequest(`http://portal${request.url}`, init));
    response.writeHead(reply.status, Object.fromEntries(reply.headers)).end(await reply.text());
  });
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  const webUrl = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  engine = await startEngine({ databaseUrl: database.url, host: "127.0.0.1", port: 0, webUrl, signingKey, eventKey });
});

afterAll(async () => {
  await engine?.stop();
  await new Promise((resolve) => web?.close(resolve));
  await (globalThis as { portalJobPool?: pg.Pool }).portalJobPool?.end();
  await pool?.end();
  await drop?.();
});

describe("housekeeping", () => {
  it("runs through the portal's own route, by the portal's own client, and deletes old runs and windows of limits", async () => {
    const id = "plinto-portal-delete-old-job-runs";
    await until(() => runJobNow(pool, id));
    const run = async () => (await listJobRuns(pool, { of: null, functionId: id, status: "completed" }))[0];
    const old = await until(run);
    await pool.query(`insert into rate_window values
      ('over', 3, now() - interval '1 second', true), ('runs', 3, now() + interval '1 hour', true)`);
    await pool.query("update job_engine.run set ended_at = now() - interval '31 days'");
    await runJobNow(pool, id);
    const kept = await until(async () => {
      const runs = await listJobRuns(pool, { of: null, functionId: id });
      return runs.length === 1 && runs[0]?.status === "completed" && runs[0].id !== old.id && runs[0];
    });
    const { rows } = await pool.query("select key from rate_window");
    expect(rows).toEqual([{ key: "runs" }]);
    expect(kept).toMatchObject({ functionName: "Delete old job runs", cron: null, error: null });
  });
});
