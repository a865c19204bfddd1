import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everyone, policyStory } from "@/lib/policies/testing/story";
import { createDesk, type Desk } from "@/lib/support/testing/desk";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import type { Figure } from "./schema";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let desk: Desk;
let ours: TestOrganization;
let theirs: TestOrganization;

const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
const secret = "zzsecret";

async function told<T>(days: number, work: () => Promise<T>): Promise<T> {
  const { setClock } = await import("@/lib/platform/clock");
  setClock(ago(days));
  return work().finally(() => setClock(null));
}

async function tellPolicies(organization: TestOrganization) {
  const { setClock } = await import("@/lib/platform/clock");
  const story = await policyStory(organization);
  const day = (days: number) => ago(-days).toISOString().slice(0, 10);
  setClock(ago(40));
  const first = await story.publish("A.", everyone, { reviewDate: day(-2) });
  await story.publish("B.", [{ kind: "role", value: "admin" }], { reviewDate: day(20) });
  const optional = await story.publish("C.", [{ kind: "role", value: "employee" }], { reviewDate: day(90) });
  await story.acknowledge(organization.person.employee, first.policyId, first.versionId);
  setClock(ago(3));
  await story.acknowledge(organization.person.admin, first.policyId, first.versionId);
  await story.acknowledge(organization.person.employee, optional.policyId, optional.versionId);
  setClock(null);
  const { submitVersion } = await import("@/lib/policies/submit-version");
  const waiting = await story.draft("D.");
  await submitVersion(story.author, { versionId: waiting.versionId });
}

/** Received long ago and overdue, in time and late, waiting for a second person, withdrawn, and just received. */
async function tellRequests(organization: TestOrganization) {
  const { submitRequest } = await import("@/lib/privacy/requests/submit");
  const { verifyRequest } = await import("@/lib/privacy/requests/verify");
  const { prepareRefusal } = await import("@/lib/privacy/requests/prepare-refusal");
  const { confirmDecision } = await import("@/lib/privacy/requests/confirm-decision");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { openSecrets } = await import("@/lib/platform/mail/secrets");
  const officer = organization.person.privacy_officer;
  const second = await organization.join("Second Officer", ["privacy_officer"]);
  const enter = async (days: number, name: string) => {
    const email = `${secret}.${name}@example.org`;
    const { requestId } = await told(days, () =>
      submitRequest(organization.visitor(), { kind: "access", name: secret, email, statement: secret }),
    );
    const mail = await inTenant(organization.id, "read", (tx) =>
      tx.mailMessage.findFirstOrThrow({
        where: { recipient: email },
        orderBy: { id: "desc" },
        include: { secrets: true },
      }),
    );
    const code = openSecrets(mail.secrets, mail.createdAt)?.[0]?.value ?? "";
    await told(days - 0.001, () => verifyRequest(organization.visitor(), { requestId, code }));
    return { requestId };
  };
  const refuse = (requestId: string, days: number) =>
    told(days, () => prepareRefusal(officer, { requestId, code: "manifestly_unfounded", narrative: secret.repeat(8) }));
  await enter(90, "overdue");
  for (const [name, days] of [
    ["early", 70],
    ["late", 20],
  ] as const) {
    const { requestId } = await enter(100, name);
    await refuse(requestId, days + 1);
    await told(days, () => confirmDecision(second, { requestId }));
  }
  const waiting = await enter(25, "waiting");
  await refuse(waiting.requestId, 2);
  await enter(3, "new");
}

async function tellDesk() {
  const { openTicket } = await import("@/lib/support/tickets/open-ticket");
  const { replyToTicket } = await import("@/lib/support/tickets/reply");
  const { sweepSla } = await import("@/lib/support/sla/sweep");
  const open = (days: number, priority: "emergency" | "low") =>
    told(days, () =>
      openTicket(desk.customer, {
        title: secret,
        description: secret,
        category: "technical_issue",
        priority,
      }),
    );
  const solved = await open(60, "low");
  await told(59.99, () => replyToTicket(desk.support_agent, { ticketId: solved.ticketId, body: secret }));
  await told(59.98, () =>
    replyToTicket(desk.support_agent, { ticketId: solved.ticketId, body: secret, next: "resolved" }),
  );
  await open(30, "emergency");
  await open(1, "low");
  await sweepSla(desk.organization.system("support-sweep-sla"), {});
  // Overdue, and no sweep has noticed yet.
  await open(10, "emergency");
}

async function tellAudit(organization: TestOrganization) {
  const { policyLibrary } = await import("@/lib/policies/queries/library");
  for (const person of [organization.person.employee, organization.person.customer]) {
    await policyLibrary(person, {}).catch(() => undefined);
  }
}

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await createDesk("Ours");
  ours = desk.organization;
  theirs = await createTestOrganization("Theirs");
  await tellPolicies(ours);
  await tellRequests(ours);
  await tellDesk();
  await tellAudit(ours);
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

const read = async (organization: TestOrganization, timeframe = "monthly" as const, fresh = true) => {
  const { readDashboard } = await import("./queries");
  return readDashboard(organization.person.executive, { timeframe, fresh });
};
const all = (groups: Awaited<ReturnType<typeof read>>["groups"]): Figure[] =>
  Object.values(groups).flatMap(({ figures }) => figures ?? []);
const figureOf = async (organization: TestOrganization, key: string) => {
  const found = all((await read(organization)).groups).find((one) => one.key === key);
  if (!found) throw new Error(`There is no figure ${key}.`);
  return found;
};

describe("every figure opens the list it counts (section 3)", () => {
  test("the story has something of everything, so that equal is not only nothing", async () => {
    const values = Object.fromEntries(all((await read(ours)).groups).map(({ key, value }) => [key, value]));
    const empty = Object.entries(values).filter(([, value]) => value === 0 || value === null);
    expect(empty.map(([key]) => key).sort()).toEqual([
      "evidence_damaged",
      "evidence_verified",
      "exceptions_expiring",
      "policy_emergencies",
      "policy_violations",
      "sla_next_response",
      "training_rate",
    ]);
  });

  test.each(["monthly", "quarterly", "daily", "weekly", "yearly"] as const)(
    "%s: rows are as many as each figure says",
    async (timeframe) => {
      const { readDashboard, readFigure } = await import("./queries");
      const { figureList } = await import("./figure-list");
      const { executive } = ours.person;
      const { groups } = await readDashboard(executive, { timeframe, fresh: true });
      const figures = all(groups).filter(({ href }) => href !== null);
      const listed = figures.map(({ key }) => key);
      expect(Object.keys(figureList).filter((key) => !listed.includes(key))).toEqual([]);
      for (const figure of figures) {
        const list = await readFigure(executive, { key: figure.key, timeframe });
        const expected = figure.unit === "percent" ? figure.denominator : figure.value;
        if (figure.unit !== "state") expect([figure.key, list.total]).toEqual([figure.key, expected]);
        expect([figure.key, list.rows.length]).toEqual([figure.key, Math.min(50, list.total)]);
        expect([figure.key, new Set(list.rows.map(({ id }) => id)).size]).toEqual([figure.key, list.rows.length]);
        if (figure.unit === "percent" && list.total <= 50) {
          expect([figure.key, list.rows.filter(({ met }) => met).length]).toEqual([figure.key, figure.numerator]);
          expect(list.met).toBe(figure.numerator);
        }
      }
    },
    60_000,
  );

  test("the rows name nobody and quote nobody", async () => {
    const { readFigure } = await import("./queries");
    const { figureList } = await import("./figure-list");
    const lists = [];
    for (const key of Object.keys(figureList)) lists.push(await readFigure(ours.person.executive, { key }));
    const text = JSON.stringify(lists);
    expect(text).toContain("DSR-");
    for (const person of Object.values(ours.person)) {
      expect(text).not.toContain(person.personId);
      expect(text).not.toContain(person.name);
    }
    expect(text).not.toContain(secret);
  });

  test("a bucket holds its part, and all buckets together the whole", async () => {
    const { readFigure } = await import("./queries");
    const { periodOf } = await import("./timeframe");
    const { buckets } = periodOf("monthly", new Date().toISOString(), "Europe/Berlin");
    let sum = 0;
    for (const { from } of buckets) {
      sum += (await readFigure(ours.person.executive, { key: "tickets_opened", bucket: from })).total;
    }
    expect(sum).toBe((await figureOf(ours, "tickets_opened")).value);
    expect(sum).toBeGreaterThan(0);
    const strange = readFigure(ours.person.executive, { key: "tickets_opened", bucket: "1999-01-01T00:00:00Z" });
    await expect(strange).rejects.toMatchObject({ code: "not_found" });
    await expect(readFigure(ours.person.executive, { key: "constructor" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("the chart adds up to the cards (S15)", async () => {
    const { attainment } = await read(ours);
    const total = (attainment ?? []).reduce((sum, bucket) => sum + bucket.firstResponse.decided, 0);
    expect(total).toBe((await figureOf(ours, "sla_first_response")).denominator);
    expect((attainment ?? []).some(({ firstResponse }) => firstResponse.value === null)).toBe(true);
  });
});

describe("a second organisation", () => {
  test("sees none of the first one's rows; what has no data is null, never 0 or 100 (D6)", async () => {
    const { readFigure } = await import("./queries");
    const { figureList } = await import("./figure-list");
    const { groups, month } = await read(theirs);
    const shares = all(groups).filter(({ unit }) => unit === "percent");
    expect(shares.length).toBeGreaterThan(5);
    expect(shares.map(({ value }) => value)).toEqual(shares.map(() => null));
    const counts = all(groups).filter(({ unit, value }) => unit === "count" && value !== 0 && value !== null);
    expect(counts.map(({ key }) => key).filter((key) => !key.startsWith("audit_"))).toEqual([]);
    expect(month.filter(({ key }) => key !== "audit_denied")).toEqual([]);
    for (const key of Object.keys(figureList).filter((each) => !each.startsWith("audit_"))) {
      expect([key, (await readFigure(theirs.person.executive, { key })).total]).toEqual([key, 0]);
    }
    const events = await readFigure(theirs.person.executive, { key: "audit_events" });
    const mine = await readFigure(ours.person.executive, { key: "audit_events" });
    const ids = new Set(mine.rows.map(({ id }) => id));
    expect(events.rows.filter(({ id }) => ids.has(id))).toEqual([]);
  });
});

describe("who sees what, and how old it is", () => {
  test("a key with dashboard:read gets the groups its other permissions allow, the rest with the reason", async () => {
    const { readDashboard, readFigure } = await import("./queries");
    const { dashboardOnWire, dashboardWire } = await import("./wire");
    const key = (...permissions: string[]) => ({
      kind: "api_key" as const,
      keyId: crypto.randomUUID(),
      name: "k",
      createdById: ours.person.admin.personId,
      permissions,
      organizationId: ours.id,
      requestId: crypto.randomUUID(),
    });
    const bare = await readDashboard(key("dashboard:read"), {});
    expect(all(bare.groups)).toEqual([]);
    expect(bare.groups.privacy.reason).toContain("privacy:report");
    expect(bare.attainment).toBeNull();
    expect(bare.month).toEqual([]);
    const some = await readDashboard(key("dashboard:read", "support:report"), {});
    const wire = dashboardWire.parse(dashboardOnWire(some));
    expect(Object.keys(wire.withheld).sort()).toEqual(["audit", "policies", "privacy"]);
    expect(wire.figures.sla_first_response).toMatchObject({
      numerator: expect.any(Number),
      denominator: expect.any(Number),
      href: "/dashboard/figures/sla_first_response?timeframe=monthly",
    });
    expect(wire.figures.requests_open).toBeUndefined();
    await expect(readFigure(key("dashboard:read"), { key: "requests_open" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(readDashboard(key("support:report"), {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(readDashboard(ours.person.employee, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(readFigure(ours.person.employee, { key: "requests_open" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("figures are kept for five minutes; refresh counts anew", async () => {
    const { openTicket } = await import("@/lib/support/tickets/open-ticket");
    const before = await read(ours);
    const count = (from: typeof before) =>
      all(from.groups).find(({ key }) => key === "tickets_opened")?.value as number;
    await openTicket(desk.customer, { title: "One", description: "More", category: "technical_issue" });
    const kept = await read(ours, "monthly", false);
    expect([count(kept), kept.asOf]).toEqual([count(before), before.asOf]);
    expect(count(await read(ours, "monthly", true))).toBe(count(before) + 1);
  });

  test("an unknown timeframe is refused with the list", async () => {
    const { readDashboard } = await import("./queries");
    const attempt = readDashboard(ours.person.executive, { timeframe: "fortnightly" as never });
    await expect(attempt).rejects.toMatchObject({
      code: "invalid",
      details: { fieldErrors: { timeframe: [expect.stringContaining("realtime, hourly, daily")] } },
    });
  });
});
