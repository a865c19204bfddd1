import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { isJobEngineRunning } from "./inspect";
import { bearerOf, sign } from "./signature";
import { startEngine } from "./start-engine";
import { eventKey, signingKey } from "./testing/keys";
import { endedRuns, gate, meeting, startTestPortal, type TestPortal, until } from "./testing/portal";

let portal: TestPortal;
let url: string;
let drop: () => Promise<void>;
const log: string[] = [];
const now = { all: 0, a: 0, b: 0 };
const most = { all: 0, a: 0, b: 0 };
/** The limit is used, and different keys run beside each other, or nobody gets past these. */
const allFive = meeting(5);
const bothKeys = meeting(2);
const slow = gate();

beforeAll(async () => {
  const database = await createTestDatabase();
  ({ url, drop } = database);
  portal = await startTestPortal({ databaseUrl: url }, (client) => {
    const work = async (key: keyof typeof now): Promise<void> => {
      most[key] = Math.max(most[key], ++now[key]);
      await (key === "all" ? allFive() : bothKeys());
      // Time for one too many to come.
      await new Promise((resolve) => setTimeout(resolve, 30));
      now[key]--;
    };
    const on = (id: string) => ({ id, retries: 0 as const, triggers: { event: `test/${id}` } });
    return [
      client.createFunction({ ...on("five"), concurrency: 5 }, async ({ step }) => {
        await step.run("work", () => work("all"));
      }),
      client.createFunction(
        { ...on("by-key"), concurrency: { limit: 1, key: "event.data.key" } },
        async ({ event, step }) => {
          await step.run("work", () => work(event.data.key));
          log.push(`by-key ${event.data.key} ${event.data.n}`);
        },
      ),
      client.createFunction(on("slow"), async ({ step }) => {
        await step.run("work", async () => {
          log.push("slow begins");
          await slow.opened;
        });
      }),
      client.createFunction(on("patient"), async ({ attempt, step }) => {
        await step.run("work", () => log.push(`patient ${attempt}`));
      }),
    ];
  });
});

afterAll(async () => {
  await portal?.stop();
  await drop?.();
});

describe("concurrency", () => {
  it("of five is never exceeded by 200 runs, and is used", async () => {
    await portal.client.send(Array.from({ length: 200 }, (_, n) => ({ name: "test/five", data: { n } })));
    const runs = await endedRuns(portal, "five", 200, 150);
    expect(runs.every(({ status }) => status === "completed")).toBe(true);
    expect(most.all).toBe(5);
  });

  it("of one per key lets different keys run beside each other", async () => {
    const events = Array.from({ length: 20 }, (_, n) => ({ name: "test/by-key", data: { n, key: n % 2 ? "a" : "b" } }));
    await portal.client.send(events);
    await endedRuns(portal, "by-key", 20);
    expect([most.a, most.b]).toEqual([1, 1]);
    expect(log.filter((line) => line.startsWith("by-key"))).toHaveLength(20);
  });
});

describe("a web server", () => {
  it("that is down costs no attempt", async () => {
    await portal.closeWeb();
    await portal.client.send({ name: "test/patient", data: {} });
    await until(async () => {
      const { rows } = await portal.pool.query(
        "select unanswered, problem from job_engine.run where function_id = 'test-patient'",
      );
      return rows[0]?.unanswered >= 2 && /ECONNREFUSED/.test(rows[0].problem);
    });
    await portal.openWeb();
    expect((await endedRuns(portal, "patient"))[0]).toMatchObject({ status: "completed", attempt: 0 });
    expect(log.filter((line) => line.startsWith("patient"))).toEqual(["patient 0"]);
  });

  it("whose replies are not signed, or signed with another key, is not believed", async () => {
    await portal.closeWeb();
    let calls = 0;
    const stranger = createServer((request, response) => {
      if (request.method === "POST") calls++;
      const headers =
        calls % 2 ? { "x-inngest-signature": sign('"done"', signingKey.replace("0123", "3210"), new Date()) } : {};
      response.writeHead(200, headers).end('"done"');
    });
    await new Promise<void>((resolve) => stranger.listen(Number(new URL(portal.webUrl).port), "127.0.0.1", resolve));
    await portal.client.send({ name: "test/patient", data: {} });
    await until(() => calls >= 2);
    await new Promise((resolve) => stranger.close(resolve));
    const { rows } = await portal.pool.query(
      "select status, problem from job_engine.run where function_id = 'test-patient' order by created_at desc",
    );
    expect(rows[0]).toMatchObject({ status: "running", problem: expect.stringContaining("not signed") });
    await portal.openWeb();
    await endedRuns(portal, "patient", 2);
  });
});

describe("the engine's addresses", () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) => {
    return fetch(`${portal.engine.url}${path}`, { method: "POST", body, headers });
  };

  it("take events only with the event key", async () => {
    const body = JSON.stringify({ name: "test/nothing", data: {} });
    expect((await post("/e/wrong", body)).status).toBe(401);
    expect((await post("/e/", body)).status).toBe(401);
    const { rows } = await portal.pool.query("select from job_engine.event where name = 'test/nothing'");
    expect(rows).toHaveLength(0);
    const right = await post(`/e/${eventKey}`, body);
    expect([right.status, await right.json()]).toEqual([200, { status: 200, ids: [expect.any(String)] }]);
  });

  it("refuse bodies that are too large, not JSON, or not events", async () => {
    const status = async (body: string) => (await post(`/e/${eventKey}`, body)).status;
    expect(await status("no json")).toBe(400);
    expect(await status('{"data":{}}')).toBe(400);
    expect(await status('{"name":"a\\u0000b","data":{}}')).toBe(400);
    expect(await status('{"name":"inngest/function.failed","data":{}}')).toBe(400);
    expect(await status(JSON.stringify({ name: "test/nothing", data: { text: "x".repeat(300_000) } }))).toBe(413);
    expect(await status(JSON.stringify("x".repeat(5_000_000)))).toBe(413);
  });

  it("take a registration only with the signing key", async () => {
    const register = (authorization: string) => post("/fn/register", "{}", { authorization });
    expect((await register("")).status).toBe(401);
    expect((await register(bearerOf(signingKey.replace("0123", "3210")))).status).toBe(401);
    expect(await (await register(bearerOf(signingKey))).json()).toMatchObject({ ok: true, status: 200 });
    expect((await fetch(`${portal.engine.url}/fn/register`)).status).toBe(401);
    expect((await fetch(`${portal.engine.url}/v1/runs`)).status).toBe(404);
  });

  it("give an event that is sent again for want of an answer the same id", async () => {
    const seed = { "x-inngest-event-id-seed": "1795435200000,abcdefgh" };
    const body = JSON.stringify([{ name: "test/nothing" }, { name: "test/nothing" }]);
    const ids = async () => ((await (await post(`/e/${eventKey}`, body, seed)).json()) as { ids: string[] }).ids;
    const first = await ids();
    expect(new Set(first).size).toBe(2);
    expect(await ids()).toEqual(first);
  });
});

describe("an engine that is stopped", () => {
  it("cuts off a step that takes too long, and the next one calls it again as the same attempt", async () => {
    await portal.client.send({ name: "test/slow", data: {} });
    await until(() => log.includes("slow begins"));
    await portal.restartEngine(); // ends, though the step does not
    slow.open();
    expect((await endedRuns(portal, "slow"))[0]).toMatchObject({ status: "completed", attempt: 0 });
    expect(log.filter((line) => line === "slow begins")).toHaveLength(2);
  });

  it("has no events routed by the next one before the web server said what it serves", async () => {
    await portal.closeWeb();
    await portal.restartEngine();
    await portal.client.send({ name: "test/patient", data: {} });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const unrouted = () => portal.pool.query("select from job_engine.event where routed_at is null");
    expect((await unrouted()).rowCount).toBe(1);
    await portal.openWeb();
    await until(async () => (await unrouted()).rowCount === 0);
  });
});

describe("an engine that loses its lock", () => {
  it("says so, because another may start beside it", async () => {
    expect(await isJobEngineRunning(portal.pool)).toBe(true);
    let lost: Error | undefined;
    portal.engine.lost.then((error) => {
      lost = error;
    });
    await portal.restartEngine(async () => {
      expect(await isJobEngineRunning(portal.pool)).toBe(false);
      expect(lost).toBeUndefined(); // stopped, not lost
    });
    const next = portal.engine.lost;
    await portal.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'job-engine-lock' and datname = current_database()",
    );
    expect(await next).toBeInstanceOf(Error);
    await portal.restartEngine();
  });
});

describe("a second engine on the same database", () => {
  it("is refused while the first one runs", async () => {
    const options = { databaseUrl: url, host: "127.0.0.1", port: 0, webUrl: portal.webUrl, signingKey, eventKey };
    await expect(startEngine({ ...options, lockWaitMilliseconds: 100 })).rejects.toThrow(
      /Another job engine is running/,
    );
  });
});
