import { describe, expect, it } from "vitest";
import { nextTick, readFunction } from "./function-config";

const base = {
  id: "app-fn",
  name: "Fn",
  triggers: [{ event: "a/b.done" }],
  steps: { step: { retries: { attempts: 2 } } },
};

describe("a function's declaration", () => {
  it("is read with attempts, triggers, limits and cancellations", () => {
    const fn = readFunction({
      ...base,
      triggers: [{ event: "a/b.done", expression: "event.data.x == 1" }, { cron: "*/5 * * * *" }],
      concurrency: [{ limit: 2 }, { limit: 1, key: "event.data.id", scope: "fn" }],
      idempotency: "event.data.id",
      cancel: [{ event: "a/b.undone", if: "event.data.id == async.data.id", timeout: "1h" }],
    });
    expect(fn).toMatchObject({
      maxAttempts: 3,
      crons: ["*/5 * * * *"],
      concurrency: [{ limit: 2, key: null }, { limit: 1 }],
      cancel: [{ event: "a/b.undone", timeout: 3_600_000 }],
    });
    expect(readFunction({ ...base, steps: { step: {} } }).maxAttempts).toBe(4); // the SDK's default of three retries
    expect(readFunction({ ...base, concurrency: 0 }).concurrency).toEqual([]);
  });

  it.each([
    [{ batchEvents: { maxSize: 2, timeout: "1s" } }, /does not support batches of events/],
    [{ debounce: { period: "1s" } }, /does not support debounce/],
    [{ throttle: { limit: 1, period: "1s" } }, /does not support throttle/],
    [{ rateLimit: { limit: 1, period: "1s" } }, /does not support rateLimit/],
    [{ priority: { run: "1" }, singleton: { mode: "skip" } }, /does not support priority, singleton/],
    [{ timeouts: { finish: "1h" } }, /does not support timeouts/],
    [{ concurrency: { limit: 1, scope: "account" } }, /concurrency/],
    [{ concurrency: { limit: 1, key: "event.data.a + 'x'" } }, /something unknown/],
    [{ triggers: [{ cron: "TZ=Europe/Berlin 0 9 * * *" }] }, /Schedules are in UTC/],
    [{ triggers: [{ cron: "not a cron" }] }, /.+/],
    [{ triggers: [{ cron: "0 0 30 2 *" }] }, /never comes/],
    [{ triggers: [{ cron: "0 9 * * *", jitter: "5m" }] }, /triggers/],
    [{ triggers: [{ event: "a/*" }] }, /name the event/],
    [{ triggers: [{ event: "inngest/function.finished" }] }, /does not send/],
    [{ somethingNew: true }, /somethingNew/],
  ])("is refused with %j", (part, message) => {
    expect(() => readFunction(JSON.parse(JSON.stringify({ ...base, ...part })))).toThrow(message);
  });
});

describe("ticks", () => {
  it("are in UTC, whatever the machine's zone, and after the instant", () => {
    expect(nextTick("0 9 * * *", new Date("2026-03-29T08:59:59Z"))).toEqual(new Date("2026-03-29T09:00:00Z"));
    expect(nextTick("0 9 * * *", new Date("2026-03-29T09:00:00Z"))).toEqual(new Date("2026-03-30T09:00:00Z"));
    expect(nextTick("0 0 29 2 *", new Date("2026-11-23T00:00:00Z"))).toEqual(new Date("2028-02-29T00:00:00Z"));
  });
});
