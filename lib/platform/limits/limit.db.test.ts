import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
const secrets = { NEXTAUTH_SECRET: "x".repeat(32), PORTAL_MASTER_KEY: Buffer.alloc(32).toString("base64") };

beforeAll(async () => {
  for (const [name, value] of Object.entries({ ...secrets, LOG_LEVEL: "silent" })) vi.stubEnv(name, value);
  database = await createTestDatabase();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await (await import("../db/client")).disconnect();
  await database?.drop();
});
const noon = new Date("2026-05-04T12:00:00Z");
beforeEach(async () => (await import("../clock")).setClock(noon));

const later = async (seconds: number) => (await import("../clock")).setClock(new Date(noon.getTime() + seconds * 1000));
const refused = { code: "rate_limited" };

describe("a limit", () => {
  it("lets in exactly its amount of any number at once, and says when to come back", async () => {
    const { assertLimit } = await import("./limit");
    const asked = await Promise.allSettled(
      Array.from({ length: 40 }, () => assertLimit("request:submit", "192.0.2.1")),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(10);
    await later(600);
    await expect(assertLimit("request:submit", "192.0.2.1")).rejects.toMatchObject({
      ...refused,
      message: "Too many attempts. Nothing was done. Try again in 50 minutes.",
      details: { retryAfterSeconds: 3000, limit: { amount: 10, remaining: 0, resetSeconds: 3000 } },
    });
    await later(3601);
    expect(await assertLimit("request:submit", "192.0.2.1")).toMatchObject({ remaining: 9, resetSeconds: 3600 });
  });

  it("of a day holds for a day, and through a restart of the portal", async () => {
    const who = ["019a0b1c-2d3e-7f40-8a9b-0c1d2e3f4a5b", "otto@example.com"] as const;
    const { assertLimit } = await import("./limit");
    for (let nth = 0; nth < 10; nth += 1) await assertLimit("request:address", ...who);
    await (await import("../db/client")).disconnect();
    vi.resetModules();
    (await import("../clock")).setClock(new Date(noon.getTime() + 23 * 3600 * 1000));
    const restarted = await import("./limit");
    await expect(
      restarted.assertLimit("request:address", who[0].toUpperCase(), " OTTO@example.com"),
    ).rejects.toMatchObject(refused);
    (await import("../clock")).setClock(new Date(noon.getTime() + 24 * 3600 * 1000));
    await restarted.assertLimit("request:address", ...who);
  });

  it("keeps no address and no email in clear", async () => {
    const { client } = await import("../db/client");
    const rows = JSON.stringify(await client().rateWindow.findMany());
    expect(rows).toContain("limit:");
    expect(rows).not.toMatch(/192\.0\.2|otto|example/);
  });
});

describe("an attempt", () => {
  const right = async () => "in";
  const wrong = async () => {
    throw new (await import("../errors")).AppError("unauthenticated", "No.");
  };

  it("that succeeds does not count, one that fails does", async () => {
    const { attempt } = await import("./limit");
    const who = ["someone@example.com"];
    for (let nth = 0; nth < 25; nth += 1) expect(await attempt("sign-in:person", who, right)).toBe("in");
    for (let nth = 0; nth < 10; nth += 1)
      await expect(attempt("sign-in:person", who, wrong)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(attempt("sign-in:person", who, right)).rejects.toMatchObject(refused);
  });

  it("takes its place before it begins: of 40 at once only 10 are looked at", async () => {
    const { attempt } = await import("./limit");
    let looked = 0;
    const slow = async () => {
      looked += 1;
      await new Promise((resolve) => setImmediate(resolve));
      return wrong();
    };
    await Promise.allSettled(
      Array.from({ length: 40 }, () => attempt("sign-in:person", ["at-once@example.com"], slow)),
    );
    expect(looked).toBe(10);
  });

  it("that fails for a reason of ours is given back", async () => {
    const { attempt } = await import("./limit");
    const broken = async () => Promise.reject(new Error("a bug"));
    for (let nth = 0; nth < 15; nth += 1)
      await expect(attempt("sign-in:person", ["unlucky@example.com"], broken)).rejects.toThrow("a bug");
  });
});

it("windows that are over go every night, those that run stay", async () => {
  const { assertLimit } = await import("./limit");
  const { forgetWindows } = await import("../db/door");
  const { client } = await import("../db/client");
  await client().rateWindow.deleteMany();
  await assertLimit("page:read", "192.0.2.9");
  await assertLimit("request:submit", "192.0.2.9");
  expect(await forgetWindows(new Date(noon.getTime() + 61_000))).toBe(1);
  expect(await client().rateWindow.count()).toBe(1);
});

it("a Redis that is away does not open the gate: the database counts", async () => {
  vi.stubEnv("UPSTASH_REDIS_REST_URL", "http://127.0.0.1:9");
  vi.stubEnv("UPSTASH_REDIS_REST_TOKEN", "token");
  vi.resetModules();
  const { assertLimit } = await import("./limit");
  for (let nth = 0; nth < 10; nth += 1) await assertLimit("request:submit", "192.0.2.77");
  await expect(assertLimit("request:submit", "192.0.2.77")).rejects.toMatchObject(refused);
});

it("a database that is away lets nobody in, and says so plainly", async () => {
  await (await import("../db/client")).disconnect();
  vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none");
  vi.resetModules();
  const [{ attempt }, { isUnreachable }] = [await import("./limit"), await import("../db/failures")];
  const failure = await attempt("sign-in:person", ["a@example.com"], async () => "in").catch((error) => error);
  expect(isUnreachable(failure)).toBe(true);
});
