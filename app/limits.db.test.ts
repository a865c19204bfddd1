import { createHash, randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let from = "198.51.100.1";
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ "x-forwarded-for": from }),
  cookies: async () => ({ get: () => undefined, getAll: () => [], set: () => undefined }),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/navigation", () => ({ redirect: vi.fn(), unstable_rethrow: vi.fn() }));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let addresses = 1;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
});
beforeEach(() => {
  addresses += 1;
  from = `198.51.100.${addresses}`;
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

async function makeKey(): Promise<string> {
  const { client } = await import("@/lib/platform/db/client");
  const token = `plinto_${randomBytes(32).toString("base64url")}`;
  await client().apiKey.create({
    data: {
      id: randomUUID(),
      organizationId: ours.id,
      name: "Test",
      hash: createHash("sha256").update(token).digest("hex"),
      prefix: token.slice(0, 12),
      permissions: ["policy:library"],
      createdById: ours.person.admin.personId,
      createdAt: new Date(),
    },
  });
  return token;
}

const ask = async (key: string) => {
  const { GET } = await import("./api/v1/policies/groups/route");
  const headers = { authorization: `Bearer ${key}`, "x-forwarded-for": from };
  return GET(new Request("http://portal/api/v1/policies/groups", { headers }), { params: Promise.resolve({}) });
};

describe("limits of the REST interface (platform.md section 3)", () => {
  test("of 150 wrong keys at once 60 are looked at; a good key from the same address goes on", async () => {
    const answers = await Promise.all(Array.from({ length: 150 }, (_, nth) => ask(`plinto_wrong${nth}`)));
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    expect([count(401), count(429)]).toEqual([60, 90]);
    const refused = answers.find(({ status }) => status === 429) as Response;
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    expect(await refused.json()).toMatchObject({ type: "/problems/rate-limited", status: 429 });

    const good = await ask(await makeKey());
    expect(good.status).toBe(200);
    expect(good.headers.get("ratelimit-limit")).toBe("600");
    expect(good.headers.get("ratelimit-remaining")).toBe("599");
    expect(good.headers.get("ratelimit-policy")).toBe("600;w=60");
  });

  test("a key beyond its own limit is told so, another one is not", async () => {
    const [busy, other] = [await makeKey(), await makeKey()];
    await ask(busy);
    const { client } = await import("@/lib/platform/db/client");
    await client().rateWindow.updateMany({ where: { endsAt: { gt: new Date() }, count: 1 }, data: { count: 600 } });
    expect((await ask(busy)).status).toBe(429);
    expect((await ask(other)).status).toBe(200);
  });

  test("addresses nobody has and the reference itself are limited too", async () => {
    const { GET } = await import("./api/[...path]/route");
    const asked = await Promise.all(
      Array.from({ length: 310 }, () =>
        GET(new Request("http://portal/api/nothing", { headers: { "x-forwarded-for": from } })),
      ),
    );
    expect(asked.filter(({ status }) => status === 404)).toHaveLength(300);
    expect(asked.filter(({ status }) => status === 429)).toHaveLength(10);
  });
});

describe("signing in (platform.md section 2)", () => {
  const origin = () => ({ requestId: randomUUID(), ip: from });
  async function member(): Promise<string> {
    const { createMember } = await import("@/lib/platform/setup/create-person");
    const email = `person.${randomUUID().slice(0, 8)}@example.com`;
    await createMember({
      email,
      name: "Person",
      roles: ["employee"],
      organizationId: ours.id,
      password: "the right one",
    });
    return email;
  }

  test("succeeds as often as it likes; what fails counts, however the address is spelt", async () => {
    const { signIn } = await import("@/lib/platform/auth/sign-in");
    const email = await member();
    for (let nth = 0; nth < 12; nth += 1) await signIn(email, "the right one", origin());
    for (let nth = 0; nth < 10; nth += 1) {
      const spelt = nth % 2 === 0 ? email.toUpperCase() : ` ${email.replace("@", "＠")} `;
      await expect(signIn(spelt, "a guess", origin())).rejects.toMatchObject({ code: "unauthenticated" });
    }
    await expect(signIn(email, "the right one", origin())).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("no more than ten guesses are looked at when they come at once", async () => {
    const { signIn } = await import("@/lib/platform/auth/sign-in");
    const email = await member();
    const guesses = await Promise.allSettled(Array.from({ length: 30 }, (_, nth) => signIn(email, `${nth}`, origin())));
    const codes = guesses.map((guess) => guess.status === "rejected" && (guess.reason as { code?: string }).code);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(10);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(20);
  });
});

test("another spelling of one id is no way round its limit", async () => {
  const { resendCodeAction } = await import("./p/[slug]/actions");
  const id = randomUUID();
  const resend = async (requestId: string) => {
    const form = new FormData();
    form.set("organization", ours.slug);
    form.set("requestId", requestId);
    return (await resendCodeAction({ status: "idle" }, form)).message ?? "";
  };
  for (let nth = 0; nth < 5; nth += 1) expect(await resend(id)).toContain("does not exist");
  for (const spelling of [id.toUpperCase(), ` ${id}`, `{${id}}`, `urn:uuid:${id}`, id.replaceAll("-", ""), `${id}\n`])
    expect(await resend(spelling)).toMatch(/Too many attempts.*Try again in 15 minutes/);
  expect(await resend("%7Bnot-an-id%7D")).toContain("not one of ours");
});
