import "@/scripts/testing/without-next";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import "@/scripts/testing/organization";
import type { Operation } from "@/lib/platform/operation/context";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { type Answer, ask, theirIdsIn } from "./testing/tenancy/ask";
import { domains } from "./testing/tenancy/every";
import { ofTheSequencer } from "./testing/tenancy/fill";
import type { Probe, Probes } from "./testing/tenancy/probes";
import { setUpTwoOrganizations, type TwoOrganizations } from "./testing/tenancy/setup";

/** Every operation as it is made, also one that only its own file knows. */
const made = vi.hoisted((): Operation[] => []);
const noting = vi.hoisted(
  () =>
    <Make extends (definition: never) => Operation>(make: Make) =>
      ((definition) => {
        const operation = make(definition);
        made.push(operation);
        return operation;
      }) as Make,
);
vi.mock("@/lib/platform/operation/query", async (original) => {
  const real = await original<typeof import("@/lib/platform/operation/query")>();
  return { ...real, query: noting(real.query as never) };
});
vi.mock("@/lib/platform/operation/command", async (original) => {
  const real = await original<typeof import("@/lib/platform/operation/command")>();
  return { ...real, command: noting(real.command as never) };
});

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let two: TwoOrganizations;
let operations: Map<string, Operation>;
let before: Record<string, string>;

const modules = import.meta.glob<Record<string, unknown>>([
  "../*/**/*.ts",
  "!../**/*.test.ts",
  "!../**/testing/**",
  "!../platform/db/generated/**",
  // Of the machinery of jobs only what people may ask of it: see below.
  "!../platform/jobs/**",
  // Run as soon as they are loaded, in processes of their own.
  "!../**/confined/{watchdog,work,child}.ts",
]);

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.INNGEST_EVENT_KEY ??= "test";
  process.env.INNGEST_SIGNING_KEY ??= `signkey-prod-${"0".repeat(64)}`;
  two = await setUpTwoOrganizations(database.url);
  await Promise.all([import("@/lib/platform/jobs/operations"), ...Object.values(modules).map((load) => load())]);
  operations = new Map(made.map((call) => [call.operation.name, call]));
  before = await two.digest();
});
afterAll(async () => {
  await (await import("@/lib/platform/jobs/pool")).jobPool().end();
  await two?.close();
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

type Kind<K extends Probe["kind"]> = Extract<Probe, { kind: K }>;

/** Runs every probe of one kind, one after the other, and collects what was wrong with its answer. */
async function wrongOf<K extends Probe["kind"]>(
  probes: Probes,
  kind: K,
  named: "our" | "their",
  judge: (answer: Answer, probe: Kind<K>) => string | undefined,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, listed] of Object.entries(probes)) {
    for (const [index, probe] of [listed].flat().entries()) {
      const call = operations.get(name);
      if (!call || probe.kind !== kind) continue;
      const answer = await ask(two, call, probe, two[named]);
      const problem = judge(answer, probe as Kind<K>);
      if (problem) wrong.push(`${name} ${index}: ${problem} (${answer.outcome}) ${answer.text.slice(0, 200)}`);
    }
  }
  return wrong;
}

const unequal = (hashes: Record<string, string>) => Object.keys(before).filter((name) => before[name] !== hashes[name]);
const leaks = (answer: Answer) => (theirIdsIn(answer).length > 0 ? `holds ${theirIdsIn(answer)[0]}` : undefined);

describe("an organisation never reaches the rows of another (architecture 4)", () => {
  test("every operation has its probe, every probe its operation, every table a row to be reached", () => {
    const probed = domains.flatMap(([, probes]) => Object.keys(probes));
    expect(probed.toSorted()).toEqual([...operations.keys()].toSorted());
    const empty = two.tables.filter(({ name }) => !ofTheSequencer.has(name) && !two.has(name));
    expect(empty.map(({ name }) => name)).toEqual([]);
  });

  // First, while nobody has written the other's ids into this organisation's own log by asking for them.
  test.each(domains)("%s: what names no row answers and acts for its own organisation", async (_, probes) => {
    expect(
      await wrongOf(probes, "nameless", "our", (answer, probe) =>
        answer.outcome === probe.expect ? leaks(answer) : `not ${probe.expect}`,
      ),
    ).toEqual([]);
    expect(unequal(await two.digest())).toEqual([]);
  });

  test.each(domains)("%s: ids of another organisation are not found", async (_, probes) => {
    const events = await two.refusals();
    let refused = 0;
    expect(
      await wrongOf(probes, "foreign", "their", (answer, probe) => {
        if (["forbidden", "conflict"].includes(answer.outcome)) refused += 1;
        if (answer.outcome !== probe.expect) return `not ${probe.expect}`;
        if (probe.says !== undefined && answer.text !== JSON.stringify(probe.says)) return "says something else";
        return answer.outcome === "done" && probe.says === undefined && !probe.why
          ? "done without a reason"
          : undefined;
      }),
    ).toEqual([]);
    expect(unequal(await two.digest())).toEqual([]);
    // What is not visible leaves no event; what was seen and refused leaves one, here and not there (A6).
    expect((await two.refusals()) - events).toBe(refused);
  });

  // Last, since it acts: the same input about rows of one's own shows that a probe names what there is.
  test.each(domains)("%s: the same input finds one's own rows", async (_, probes) => {
    expect(
      await wrongOf(probes, "foreign", "our", ({ outcome }, { own }) => {
        if (own !== undefined) return outcome === own ? undefined : `not ${own}`;
        return outcome === "not_found" || outcome === "invalid" ? "finds nothing" : undefined;
      }),
    ).toEqual([]);
    expect(unequal(await two.digest())).toEqual([]);
  });
});
