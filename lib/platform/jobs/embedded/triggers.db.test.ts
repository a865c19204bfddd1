import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { failedRunCount, findJobRun, listJobFunctions, listJobRuns, retryJobRun, runJobNow } from "./inspect";
import { deleteOldRuns } from "./retention";
import { endedRuns, runsOf, startTestPortal, type TestPortal, until } from "./testing/portal";

let portal: TestPortal;
let drop: () => Promise<void>;
const log: string[] = [];
const count = (line: string): number => log.filter((one) => one === line).length;
let fails = true;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  portal = await startTestPortal({ databaseUrl: database.url }, (client) => {
    const on = (id: string) => ({ id, retries: 0 as const, triggers: { event: `test/${id}` } });
    return [
      client.createFunction(on("once"), async ({ event }) => {
        log.push(`once ${event.data.n}`);
      }),
      client.createFunction(
        {
          id: "filtered",
          retries: 0,
          triggers: { event: "test/once", if: "event.data.n == 7 || event.data.kind == 'x'" },
        },
        async ({ event }) => {
          log.push(`filtered ${event.data.n}`);
        },
      ),
      client.createFunction({ id: "yearly", retries: 0, triggers: { cron: "0 3 1 1 *" } }, async ({ event, step }) => {
        await step.run("sweep", () => log.push(`yearly ${event.name} ${event.data.cron}`));
      }),
      client.createFunction({ ...on("keyed"), idempotency: "event.data.id" }, async ({ event }) => {
        log.push(`keyed ${event.data.id}`);
      }),
      client.createFunction(
        { ...on("cancelled"), cancelOn: [{ event: "test/stop", match: "data.id" }] },
        async ({ event, step }) => {
          await step.waitForEvent("go", { event: "test/go", match: "data.id", timeout: "1h" });
          await step.run("late", () => log.push(`cancelled ${event.data.id}`));
        },
      ),
      client.createFunction(on("mended"), async ({ step }) => {
        await step.run("try", () => {
          if (fails) throw new RangeError("not now");
        });
      }),
      client.createFunction({ ...on("debounced"), debounce: { period: "1m" } }, async () => {}),
      client.createFunction(
        { id: "in-berlin", retries: 0, triggers: { cron: "TZ=Europe/Berlin 0 9 * * *" } },
        async () => {},
      ),
      client.createFunction(
        { id: "clever", retries: 0, triggers: { event: "test/once", if: "event.data.items.exists(i, i == 1)" } },
        async () => log.push("clever"),
      ),
    ];
  });
});

afterAll(async () => {
  await portal?.stop();
  await drop?.();
});

const send = (name: string, data: Record<string, unknown>, id?: string) => {
  return portal.client.send({ name: `test/${name}`, data, ...(id ? { id } : {}) });
};
/** Everything that was sent has been routed, so that what has not started will not. */
const settled = () => {
  return until(
    async () => (await portal.pool.query("select from job_engine.event where routed_at is null")).rowCount === 0,
  );
};

describe("events", () => {
  it("with the same id start a function once within 24 hours", async () => {
    const first = await send("once", { n: 1 }, "event-1");
    const second = await send("once", { n: 1 }, "event-1");
    expect([first.ids, second.ids]).toEqual([["event-1"], ["event-1"]]);
    await settled();
    await endedRuns(portal, "once");
    expect(count("once 1")).toBe(1);
    await portal.pool.query("update job_engine.event_receipt set received_at = now() - interval '25 hours'");
    await send("once", { n: 1 }, "event-1");
    await endedRuns(portal, "once", 2);
    expect(count("once 1")).toBe(2);
  });

  it("start a function only if its expression holds", async () => {
    await send("once", { n: 7 });
    await send("once", { n: 8, kind: "x" });
    await send("once", { n: 9, kind: "y" });
    await settled();
    await endedRuns(portal, "filtered", 2);
    expect(log.filter((line) => line.startsWith("filtered")).toSorted()).toEqual(["filtered 7", "filtered 8"]);
  });

  it("start a function once per value of its idempotency key", async () => {
    await send("keyed", { id: "a" });
    await send("keyed", { id: "a" });
    await send("keyed", { id: "b" });
    await settled();
    await endedRuns(portal, "keyed", 2);
    expect([count("keyed a"), count("keyed b")]).toEqual([1, 1]);
  });

  it("cancel the runs they match and no others", async () => {
    await send("cancelled", { id: "c-1" });
    await send("cancelled", { id: "c-2" });
    await send("stop", { id: "c-1" });
    await send("stop", { id: "c-3" });
    await settled();
    await endedRuns(portal, "cancelled", 1);
    for (const id of ["c-1", "c-2"]) await send("go", { id });
    const runs = await endedRuns(portal, "cancelled", 2);
    expect(runs.map(({ status }) => status).toSorted()).toEqual(["cancelled", "completed"]);
    expect([count("cancelled c-1"), count("cancelled c-2")]).toEqual([0, 1]);
  });
});

describe("schedules", () => {
  it("run several missed ticks as one, with the cron event", async () => {
    await portal.restartEngine(() => {
      return portal.pool.query(
        "update job_engine.schedule set next_at = now() - interval '2 years' - interval '1 day'",
      );
    });
    expect((await endedRuns(portal, "yearly"))[0]?.status).toBe("completed");
    expect(count("yearly inngest/scheduled.timer 0 3 1 1 *")).toBe(1);
    const { rows } = await portal.pool.query("select next_at > now() as future from job_engine.schedule");
    expect(rows).toEqual([{ future: true }]);
  });

  it("keep one run waiting while the web server is down, however often they are due", async () => {
    await portal.closeWeb();
    const due = () => portal.pool.query("update job_engine.schedule set next_at = now() - interval '1 minute'");
    const isOver = () => portal.pool.query("select from job_engine.schedule where next_at > now()");
    for (let tick = 0; tick < 2; tick++) {
      await due();
      await until(async () => (await isOver()).rowCount === 1);
    }
    expect(await runsOf(portal, "yearly")).toHaveLength(2); // the one of the test before, and one
    await portal.openWeb();
    await endedRuns(portal, "yearly", 2);
  });

  it("keep their next tick when functions are registered again", async () => {
    const tick = new Date("2031-05-05T05:05:00Z");
    await portal.pool.query("update job_engine.schedule set next_at = $1", [tick]);
    await portal.restartEngine(() =>
      portal.pool.query("update job_engine.function set registered_at = now() - interval '1 day'"),
    );
    await until(async () => {
      return (
        await portal.pool.query("select from job_engine.function where registered_at > now() - interval '1 hour'")
      ).rowCount;
    });
    const { rows } = await portal.pool.query("select next_at as next from job_engine.schedule");
    expect(rows).toEqual([{ next: tick }]);
  });

  it("can be run now", async () => {
    expect(await runJobNow(portal.pool, "test-yearly")).toBe(true);
    expect(await runJobNow(portal.pool, "test-once")).toBe(false);
    await endedRuns(portal, "yearly", 3);
  });
});

describe("registration", () => {
  it("refuses what the engine does not have and says what", async () => {
    const functions = await listJobFunctions(portal.pool);
    const refusals = Object.fromEntries(functions.map(({ id, refusal }) => [id, refusal]));
    expect(refusals["test-debounced"]).toBe("The embedded engine does not support debounce.");
    expect(refusals["test-in-berlin"]).toMatch(/Schedules are in UTC/);
    expect(refusals["test-clever"]).toMatch(/has something unknown/);
    expect(refusals["test-once"]).toBeNull();
    expect(log).not.toContain("clever");
    const yearly = functions.find(({ id }) => id === "test-yearly");
    expect(yearly?.schedules[0]).toMatchObject({ cron: "0 3 1 1 *", lastAt: expect.any(Date) });
  });
});

describe("what operators see and do", () => {
  it("shows a failed run without its data, counts it, and repeats it with the same event", async () => {
    await send("mended", { secret: "never shown" });
    const [failed] = await endedRuns(portal, "mended");
    expect(await failedRunCount(portal.pool, null)).toBe(1);
    const run = await findJobRun(portal.pool, failed?.id ?? "", null);
    expect(run).toMatchObject({
      status: "failed",
      error: { name: "RangeError", message: "not now" },
      eventName: "test/mended",
    });
    expect(run?.steps).toMatchObject([{ name: "try", status: "failed", error: { message: "not now" } }]);
    expect(JSON.stringify([run, await listJobRuns(portal.pool, { of: null })])).not.toContain("never shown");

    fails = false;
    expect(await retryJobRun(portal.pool, failed?.id ?? "", null)).toBe(true);
    expect(await retryJobRun(portal.pool, failed?.id ?? "", null)).toBe(false);
    const runs = await endedRuns(portal, "mended", 2);
    expect(runs.map(({ status }) => status)).toEqual(["failed", "completed"]);
    expect(await failedRunCount(portal.pool, null)).toBe(0);
    const listed = await listJobRuns(portal.pool, { of: null, functionId: "test-mended", limit: 1 });
    expect(listed).toMatchObject([{ status: "completed", rerunOf: failed?.id }]);
    const before = await listJobRuns(portal.pool, { of: null, functionId: "test-mended", before: listed[0]?.id ?? "" });
    expect(before).toMatchObject([{ id: failed?.id, retriedBy: listed[0]?.id }]);
  });

  it("deletes runs that ended more than 30 days ago, and no others", async () => {
    const [kept, old] = await listJobRuns(portal.pool, { of: null, functionId: "test-mended" });
    await portal.pool.query("update job_engine.run set ended_at = now() - interval '31 days' where id = $1", [old?.id]);
    await portal.pool.query("update job_engine.run set ended_at = now() - interval '29 days' where id = $1", [
      kept?.id,
    ]);
    await portal.pool.query(
      "update job_engine.event set received_at = now() - interval '31 days' where name = 'test/mended'",
    );
    expect(await deleteOldRuns(portal.pool)).toEqual({ runs: 1, events: 1 });
    expect((await listJobRuns(portal.pool, { of: null, functionId: "test-mended" })).map(({ id }) => id)).toEqual([
      kept?.id,
    ]);
  });
});
