import { RetryAfterError } from "inngest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { endedRuns, gate, meeting, startTestPortal, type TestPortal, until } from "./testing/portal";

let portal: TestPortal;
let drop: () => Promise<void>;
const log: string[] = [];
const seen = new Map<string, unknown>();
const count = (line: string): number => log.filter((one) => one === line).length;
const allThree = meeting(3);
const lost = gate();
const retryIsPending = () =>
  until(async () => {
    const { rowCount } = await portal.pool.query(
      "select from job_engine.run where function_id = 'test-pending-retry' and attempt = 1 and retry_at is not null",
    );
    return rowCount;
  });
const isCommitted = (fn: string, name: string) =>
  until(async () => {
    const { rowCount } = await portal.pool.query(
      `select from job_engine.step s join job_engine.run r on r.id = s.run_id
       where r.function_id = $1 and s.name = $2 and s.status = 'completed'`,
      [`test-${fn}`, name],
    );
    return rowCount;
  });

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  portal = await startTestPortal({ databaseUrl: database.url }, (client) => {
    const on = (id: string, retries: 0 | 1 | 2 | 3 = 3) => ({ id, retries, triggers: { event: `test/${id}` } });
    const child = client.createFunction(
      { id: "child", retries: 0, triggers: { event: "test/child" } },
      async ({ event }) => {
        if (event.data.fail) throw new Error("the child failed");
        return { twice: Number(event.data.n) * 2 };
      },
    );
    return [
      child,
      client.createFunction(on("parallel"), async ({ step }) => {
        const one = async (name: string): Promise<string> => {
          const first = await step.run(name, async () => {
            log.push(`parallel ${name}`);
            await allThree();
            return name;
          });
          return step.run(`${name} again`, () => log.push(`parallel ${name} again`) && `${first}!`);
        };
        seen.set("parallel", await Promise.all([one("a"), one("b"), one("c")]));
        await step.run("end", () => log.push("parallel end"));
      }),
      client.createFunction(on("in-order"), async ({ step }) => {
        const order: string[] = [];
        const one = async (name: string, after?: string): Promise<void> => {
          await step.run(name, () => (after ? isCommitted("in-order", after).then(() => null) : null));
          order.push(name);
        };
        await Promise.all([one("fourth", "third"), one("first"), one("third", "second"), one("second", "first")]);
        await step.run("afterwards", () => seen.set("in-order then", [...order]) && null);
        seen.set("in-order at the end", order);
      }),
      client.createFunction(on("pending-retry", 1), async ({ attempt, step }) => {
        const failing = async (): Promise<void> => {
          await step.run("quick", () => null);
          log.push(`pending-retry ${attempt}`);
          // Long enough for the other step's result to come before it, on a slow machine too.
          if (attempt === 0) throw new RetryAfterError("later", "10s");
        };
        await Promise.all([step.run("slow", retryIsPending), failing()]);
      }),
      client.createFunction(on("parallel-failing", 1), async ({ step }) => {
        const results = await Promise.allSettled([
          step.run("good", () => log.push("parallel-failing good")),
          step.run("bad", () => {
            log.push("parallel-failing bad");
            throw new Error("bad");
          }),
        ]);
        seen.set(
          "parallel-failing",
          results.map(({ status }) => status),
        );
      }),
      client.createFunction(on("send"), async ({ step }) => {
        const { ids } = await step.sendEvent("tell", [
          { id: "told-1", name: "test/told", data: { n: 1 } },
          { name: "test/told", data: { n: 2 } },
        ]);
        seen.set("send", ids);
      }),
      client.createFunction(on("told"), async ({ event }) => {
        log.push(`told ${event.data.n}`);
      }),
      client.createFunction(on("invoking", 0), async ({ step }) => {
        const good = await step.invoke("good", { function: child, data: { n: 21 } });
        const bad = await step
          .invoke("bad", { function: child, data: { fail: true } })
          .catch((error: Error) => error.message);
        seen.set("invoking", { good, bad });
      }),
      client.createFunction(on("waiting"), async ({ event, step }) => {
        const match = await step.waitForEvent("matching", { event: "test/answer", match: "data.id", timeout: "1h" });
        const none = await step.waitForEvent("nobody", { event: "test/never", timeout: "1s" });
        seen.set(`waiting ${event.data.id}`, { match: match?.data, none });
      }),
      client.createFunction(on("lost-queue"), async ({ step }) => {
        const slow = async (): Promise<void> => {
          log.push("lost-queue work");
          await lost.opened;
        };
        await Promise.all([step.run("slow", slow), step.sleep("pause", "1s")]);
        log.push("lost-queue end");
      }),
    ];
  });
});

afterAll(async () => {
  await portal?.stop();
  await drop?.();
});

const send = (name: string, data: Record<string, unknown> = {}) => portal.client.send({ name: `test/${name}`, data });

describe("steps that wait for others", () => {
  it("runs parallel steps at once, each once, and ends once", async () => {
    await send("parallel");
    expect((await endedRuns(portal, "parallel"))[0]?.status).toBe("completed");
    expect(seen.get("parallel")).toEqual(["a!", "b!", "c!"]);
    const lines = log.filter((line) => line.startsWith("parallel ")).toSorted();
    expect(lines).toEqual(["a", "a again", "b", "b again", "c", "c again", "end"].map((name) => `parallel ${name}`));
  });

  it("shows a function its results in the order in which they were committed, on every call", async () => {
    await send("in-order");
    await endedRuns(portal, "in-order");
    expect(seen.get("in-order then")).toEqual(["first", "second", "third", "fourth"]);
    expect(seen.get("in-order at the end")).toEqual(["first", "second", "third", "fourth"]);
  });

  it("does not forget a pending retry when another step's result comes meanwhile", async () => {
    await send("pending-retry");
    expect((await endedRuns(portal, "pending-retry"))[0]?.status).toBe("completed");
    expect(log.filter((line) => line.startsWith("pending-retry"))).toEqual(["pending-retry 0", "pending-retry 1"]);
  });

  it("retries one of several parallel steps without calling the others again", async () => {
    await send("parallel-failing");
    await endedRuns(portal, "parallel-failing");
    expect(seen.get("parallel-failing")).toEqual(["fulfilled", "rejected"]);
    expect([count("parallel-failing good"), count("parallel-failing bad")]).toEqual([1, 2]);
  });

  it("sends events from a step, which start other functions", async () => {
    await send("send");
    await endedRuns(portal, "told", 2);
    await endedRuns(portal, "send");
    expect(log.filter((line) => line.startsWith("told")).toSorted()).toEqual(["told 1", "told 2"]);
    expect(seen.get("send")).toEqual(["told-1", expect.any(String)]);
  });

  it("invokes a function and gives back its result or its failure", async () => {
    await send("invoking");
    await endedRuns(portal, "invoking");
    expect(seen.get("invoking")).toEqual({ good: { twice: 42 }, bad: "the child failed" });
  });

  it("waits for the event that matches, and gives null when none comes in time", async () => {
    await send("waiting", { id: "w-1" });
    await send("waiting", { id: "w-2" });
    const waits = () =>
      portal.pool.query("select from job_engine.step where status = 'waiting' and wait_event = 'test/answer'");
    await until(async () => (await waits()).rowCount === 2);
    await portal.client.send([
      { name: "test/answer", data: { id: "w-3" } },
      { name: "test/answer", data: {} },
      { name: "test/answer", data: { id: "w-2", said: "two" } },
      { name: "test/answer", data: { id: "w-1", said: "one" } },
    ]);
    await endedRuns(portal, "waiting", 2);
    expect(seen.get("waiting w-1")).toEqual({ match: { id: "w-1", said: "one" }, none: null });
    expect(seen.get("waiting w-2")).toEqual({ match: { id: "w-2", said: "two" }, none: null });
  });

  it("makes the queue anew from the tables, should it be lost", async () => {
    await send("lost-queue");
    await until(() => count("lost-queue work"));
    await portal.restartEngine(() => portal.pool.query("truncate graphile_worker._private_jobs"));
    lost.open();
    expect((await endedRuns(portal, "lost-queue"))[0]?.status).toBe("completed");
    expect([count("lost-queue work"), count("lost-queue end")]).toEqual([2, 1]);
  });
});
