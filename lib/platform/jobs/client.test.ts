import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineEvent } from "../define-event";
import { defineJob, inngest, on } from "./client";
import { readFunction } from "./embedded/function-config";

const closed = defineEvent("support/ticket.closed", z.object({ ticketId: z.string() }));

const job = defineJob(
  {
    id: "after-closing",
    retries: 2,
    triggers: [on(closed), { cron: "*/15 * * * *" }],
    concurrency: { limit: 3, key: "event.data.ticketId" },
    cancelOn: [{ event: on(closed), match: "data.ticketId" }],
    onFailure: async ({ error }) => error.message,
  },
  async ({ event, step }) => {
    const id: string = event.name === "support/ticket.closed" ? event.data.ticketId : "swept";
    await step.sleep("a moment", "1s");
    return id;
  },
);

// @ts-expect-error retries must be said
const careless = () => defineJob({ id: "careless", triggers: on(closed) }, async () => {});

const debounced = () =>
  // @ts-expect-error debounce is not something the embedded engine has
  defineJob({ id: "debounced", retries: 0, triggers: on(closed), debounce: { period: "1m" } }, async () => {});

describe("defineJob", () => {
  it("makes functions the embedded engine accepts, with their retries", () => {
    const declared = job as unknown as { getConfig(options: { baseUrl: URL; appPrefix: string }): unknown[] };
    const [config, onFailure] = declared.getConfig({ baseUrl: new URL("http://portal"), appPrefix: inngest.id });
    expect(readFunction(JSON.parse(JSON.stringify(config)))).toMatchObject({
      id: "plinto-portal-after-closing",
      maxAttempts: 3,
      crons: ["*/15 * * * *"],
      events: [{ name: "support/ticket.closed" }],
    });
    expect(readFunction(JSON.parse(JSON.stringify(onFailure))).events[0]?.name).toBe("inngest/function.failed");
  });

  it("is the only way the types allow", () => {
    expect(careless).toBeTypeOf("function");
    expect(debounced).toBeTypeOf("function");
  });
});
