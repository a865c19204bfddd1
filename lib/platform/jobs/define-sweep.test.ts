import { expect, test, vi } from "vitest";
import type { Actor } from "../auth/actor-types";

vi.mock("../db/door", () => ({ organizationIds: async () => ["quiet", "busy"] }));

test("a sweep looks at every organisation, works where something is due until there is no more, and once for each step", async () => {
  const { defineSweep } = await import("./define-sweep");
  const swept: (string | undefined)[] = [];
  const whose = (actor: Actor) => actor.organizationId;
  const job = defineSweep({
    id: "test-sweep",
    name: "Sweep",
    isDue: async (actor) => whose(actor) === "busy",
    sweep: async (actor) => ({ more: swept.push(whose(actor)) < 3 }),
  });
  const committed = new Map<string, unknown>();
  const step = {
    async run(name: string, work: () => Promise<unknown>) {
      if (!committed.has(name)) committed.set(name, await work());
      return committed.get(name);
    },
  };
  const run = (job as unknown as { fn(context: object): Promise<unknown> }).fn;
  expect(await run({ step, runId: "run" })).toEqual({ organizations: 1 });
  expect(swept).toEqual(["busy", "busy", "busy"]);
  expect([...committed.keys()]).toEqual(["look", "sweep busy 1", "sweep busy 2", "sweep busy 3"]);
  // Begun again after a kill: what was committed is not done twice.
  await run({ step, runId: "run" });
  expect(swept).toHaveLength(3);
});
