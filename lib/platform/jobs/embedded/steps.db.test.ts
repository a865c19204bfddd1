import { NonRetriableError, RetryAfterError } from "inngest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { endedRuns, startTestPortal, type TestPortal } from "./testing/portal";

type FailureArgs = {
  error: Error;
  event: { data: { function_id: string; event: { data: unknown } } };
  step: { run(id: string, work: () => unknown): Promise<unknown> };
};

let portal: TestPortal;
let drop: () => Promise<void>;
const log: string[] = [];
const seen = new Map<string, unknown>();
const count = (line: string): number => log.filter((one) => one === line).length;

beforeAll(async () => {
  const database = await createTestDatabase();
  drop = database.drop;
  portal = await startTestPortal({ databaseUrl: database.url }, (client) => {
    const on = (id: string, retries: 0 | 1 | 2 | 3 = 3) => ({ id, retries, triggers: { event: `test/${id}` } });
    return [
      client.createFunction(on("sequence"), async ({ event, step }) => {
        const one = await step.run("one", () => log.push("sequence one") && { n: 1, text: "a\u0000ü😀" });
        await step.sleep("pause", "1s");
        const two = await step.run("two", () => log.push("sequence two") && one.n + 1);
        await step.sleepUntil("until", new Date(Date.now() - 1000));
        const nothing = await step.run("nothing", () => undefined);
        seen.set("sequence", { one, two, nothing, data: event.data });
      }),
      client.createFunction(on("same-name"), async ({ step }) => {
        const all: number[] = [];
        for (const n of [1, 2, 3]) all.push(await step.run("again", () => n));
        seen.set("same-name", all);
      }),
      client.createFunction(on("twice-failing", 2), async ({ step, attempt }) => {
        await step.run("before", () => log.push("twice-failing before"));
        await step.run("fails", () => {
          log.push(`twice-failing attempt ${attempt}`);
          if (count("twice-failing attempt 2") === 0) throw new Error("not yet");
        });
        await step.run("after", () => log.push("twice-failing after"));
      }),
      client.createFunction(
        {
          ...on("always-failing", 1),
          onFailure: async ({ error, event, step }: FailureArgs) => {
            await step.run("note", () =>
              seen.set("onFailure", {
                message: error.message,
                of: event.data.function_id,
                data: event.data.event.data,
              }),
            );
          },
        },
        async ({ step }) => {
          await step.run("fails", () => {
            log.push("always-failing");
            throw new TypeError("it never works");
          });
        },
      ),
      client.createFunction(on("each-once", 1), async ({ step, attempt }) => {
        for (const name of ["a", "b"]) {
          await step.run(name, () => {
            log.push(`each-once ${name}${attempt}`);
            if (attempt === 0) throw new Error("the first time never works");
          });
        }
      }),
      client.createFunction(on("final"), async () => {
        log.push("final");
        throw new NonRetriableError("no use");
      }),
      client.createFunction(on("caught", 0), async ({ step }) => {
        const caught = await step
          .run("fails", () => {
            throw new Error("wrong");
          })
          .catch((error: Error) => error.message);
        seen.set("caught", await step.run("goes on", () => `${caught}, but`));
      }),
      client.createFunction(on("retry-after", 1), async () => {
        log.push(`retry-after ${Date.now()}`);
        throw new RetryAfterError("later", "1s");
      }),
      client.createFunction(on("too-much", 0), async ({ step }) => {
        await step.run("huge", () => "x".repeat(3_000_000));
      }),
      client.createFunction(on("signal", 0), async ({ step }) => {
        await step.waitForSignal("no", { signal: "s", timeout: "1m" });
      }),
    ];
  });
});

afterAll(async () => {
  await portal?.stop();
  await drop?.();
});

const send = (name: string, data: Record<string, unknown> = {}) => portal.client.send({ name: `test/${name}`, data });

describe("steps of the embedded engine", () => {
  it("runs steps in order, sleeps, and gives every committed result back unchanged", async () => {
    await send("sequence", { organizationId: "o-1" });
    expect((await endedRuns(portal, "sequence"))[0]?.status).toBe("completed");
    expect(seen.get("sequence")).toEqual({
      one: { n: 1, text: "a\u0000ü😀" },
      two: 2,
      nothing: null,
      data: { organizationId: "o-1" },
    });
    expect([count("sequence one"), count("sequence two")]).toEqual([1, 1]);
    const { rows } = await portal.pool.query(
      "select count(*)::int as left from job_engine.step where output is not null and run_id in (select id from job_engine.run where function_id = 'test-sequence')",
    );
    expect(rows).toEqual([{ left: 0 }]); // nothing a step returned outlives its run
  });

  it("tells steps of the same name apart", async () => {
    await send("same-name");
    await endedRuns(portal, "same-name");
    expect(seen.get("same-name")).toEqual([1, 2, 3]);
  });

  it("calls a step that failed twice a third time, and the others once", async () => {
    await send("twice-failing");
    expect((await endedRuns(portal, "twice-failing"))[0]?.status).toBe("completed");
    expect(log.filter((line) => line.startsWith("twice-failing"))).toEqual([
      "twice-failing before",
      "twice-failing attempt 0",
      "twice-failing attempt 1",
      "twice-failing attempt 2",
      "twice-failing after",
    ]);
  });

  it("gives each step its own attempts", async () => {
    await send("each-once");
    expect((await endedRuns(portal, "each-once"))[0]?.status).toBe("completed");
    expect(log.filter((line) => line.startsWith("each-once"))).toEqual(
      ["a0", "a1", "b0", "b1"].map((n) => `each-once ${n}`),
    );
  });

  it("gives up after the retries and calls onFailure with the error and the event", async () => {
    await send("always-failing", { caseId: "c-9" });
    const [run] = await endedRuns(portal, "always-failing");
    expect(run).toMatchObject({ status: "failed", error: { message: "it never works" } });
    expect(count("always-failing")).toBe(2);
    await endedRuns(portal, "always-failing-failure");
    expect(seen.get("onFailure")).toEqual({
      message: "it never works",
      of: "test-always-failing",
      data: { caseId: "c-9" },
    });
  });

  it("does not retry what is declared final", async () => {
    await send("final");
    expect((await endedRuns(portal, "final"))[0]).toMatchObject({ status: "failed", error: { message: "no use" } });
    expect(count("final")).toBe(1);
  });

  it("lets a function catch a step's failure and go on", async () => {
    await send("caught");
    expect((await endedRuns(portal, "caught"))[0]?.status).toBe("completed");
    expect(seen.get("caught")).toBe("wrong, but");
  });

  it("waits as long as Retry-After says", async () => {
    await send("retry-after");
    await endedRuns(portal, "retry-after");
    const [first = 0, second = 0] = log
      .filter((line) => line.startsWith("retry-after"))
      .map((line) => Number(line.split(" ")[1]));
    expect(second - first).toBeGreaterThanOrEqual(1000);
  });

  it("fails a step that returns too much, and a run that uses what the engine does not have", async () => {
    await send("too-much");
    await send("signal");
    expect((await endedRuns(portal, "too-much"))[0]?.error?.message).toMatch(/returned more than 2097152 bytes/);
    expect((await endedRuns(portal, "signal"))[0]?.error?.message).toMatch(/uses WaitForSignal/);
  });
});
