import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

const browser = {
  "user-agent": "Trace-Browser/77",
  "x-forwarded-for": "203.0.113.77",
  cookie: "next-auth.session-token=trace-cookie-77; portal-organization=trace",
  "x-request-id": "00000000-7777-4777-8777-777777777777",
  "x-correlation-id": "trace-correlation-77",
  "accept-language": "tlh-TRACE",
  referer: "https://trace.example/77",
};
vi.mock("next/headers", () => ({
  headers: async () => new Headers(browser),
  cookies: async () => ({ get: () => ({ value: "trace-cookie-77" }), getAll: () => [], set: () => undefined }),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.mock("next/navigation", () => ({ redirect: vi.fn(), unstable_rethrow: vi.fn() }));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  process.env.LOG_LEVEL = "trace";
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterEach(async () => (await import("../../platform/clock")).setClock(null));
afterAll(async () => {
  const { disconnect } = await import("../../platform/db/client");
  await disconnect();
  await database.drop();
});

/** Every row of every table as text, as whoever owns the database sees it. */
async function everything(): Promise<string> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    "select quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r'",
  );
  const all: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    all.push(...rows.map(({ row }) => row));
  }
  const { rows: leaves } = await client.query<{ leaf: string }>(
    "select convert_from(leaf, 'UTF8') as leaf from audit_event",
  );
  await client.end();
  return [...all, ...leaves.map(({ leaf }) => leaf)].join("\n");
}

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}
const idle = { status: "idle" as const };
const typed = { type: "data_misuse", title: "Copied a list", description: "On a stick." };

describe("an anonymous report (P18)", () => {
  test("leaves nothing of the browser in database, log and audit event, though a session cookie came along", async () => {
    const { setClock } = await import("../../platform/clock");
    setClock(new Date("2026-05-04T10:47:13.521Z"));
    const written: string[] = [];
    const outputs = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, "write").mockImplementation((chunk) => Boolean(written.push(String(chunk)))),
    );
    const { reportAnonymouslyAction, followReportAction, addToReportAction } = await import(
      "@/app/p/[slug]/report/actions"
    );
    const sent = await reportAnonymouslyAction(idle, form({ organization: ours.slug, ...typed }));
    expect(sent).toMatchObject({ status: "success" });
    const key = sent.shown?.key ?? "";
    expect(key).toMatch(/^([2-9A-HJ-NP-Z]{4}-){4}[2-9A-HJ-NP-Z]{4}$/);
    const more = { organization: ours.slug, secretKey: key.toLowerCase() };
    await addToReportAction(idle, form({ ...more, text: "It was Tuesday." }));
    const wrong = await followReportAction(
      idle,
      form({ organization: ours.slug, secretKey: "2222-2222-2222-2222-2222" }),
    );
    expect(wrong).toMatchObject({ status: "error", message: expect.stringContaining("does not exist") });
    const elsewhere = await followReportAction(idle, form({ organization: theirs.slug, secretKey: key }));
    expect(elsewhere).toMatchObject({ status: "error" });
    const followed = await followReportAction(idle, form(more));
    expect(JSON.parse(followed.shown?.report ?? "{}")).toMatchObject({
      title: typed.title,
      status: "open",
      receiptDueOn: "2026-05-11",
      messages: [{ fromReporter: true, text: "It was Tuesday." }],
    });
    for (const output of outputs) output.mockRestore();

    const stored = await everything();
    expect(stored).toContain("Copied a list");
    for (const trace of [/trace/i, /203\.0\.113\.77/, /7777-4777/, /tlh/i]) {
      expect(stored).not.toMatch(trace);
      expect(written.join("")).not.toMatch(trace);
    }
    expect(stored).not.toContain(key);
    expect(stored).not.toContain(key.replaceAll("-", ""));
    // Of that day: a database of today may have its own 10:47.
    expect(stored).not.toMatch(/2026-05-04.10:47/);

    const { inTenant } = await import("../../platform/db/tenant");
    const events = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { action: { startsWith: "violation." } }, orderBy: { id: "asc" } }),
    );
    expect(events.map(({ action }) => action)).toEqual(["violation.report-anonymously", "violation.add-message"]);
    for (const event of events) {
      expect(event).toMatchObject({
        actorKind: "anonymous",
        actorId: null,
        actorName: null,
        ip: null,
        sessionId: null,
        requestId: null,
        correlationId: null,
      });
      expect(event.recordedAt.toISOString()).toBe("2026-05-04T10:00:00.000Z");
      // An id of version 7 begins with its time.
      expect(Number.parseInt(event.id.replaceAll("-", "").slice(0, 12), 16)).toBe(Date.parse("2026-05-04T10:00:00Z"));
      const leaf = JSON.parse(Buffer.from(event.leaf).toString());
      expect(leaf).toMatchObject({
        actor: { kind: "anonymous", id: null },
        ip: null,
        userAgent: null,
        sessionId: null,
        requestId: null,
        correlationId: null,
        occurredAt: "2026-05-04T10:00:00.000Z",
      });
      expect(JSON.stringify(leaf)).not.toContain("Copied");
    }
  });

  test("is followed by its key, answered by officers without their names, and told of only after its hour", async () => {
    const { setClock } = await import("../../platform/clock");
    const { reportAnonymously } = await import("./report-violation");
    const { answerReporter, confirmReceipt, followReport, addToReport } = await import("./converse");
    const { tellAboutViolations } = await import("./detect");
    const { listViolations, readViolation } = await import("./queries");
    setClock(new Date("2026-05-04T10:47:13Z"));
    const nobody = { kind: "anonymous" as const, organizationId: theirs.id, requestId: "" as const };
    const { key, reference } = await reportAnonymously(nobody, { ...typed, type: "data_misuse" });
    setClock(new Date("2026-05-04T10:55:00Z"));
    expect(await tellAboutViolations(theirs.system(), {})).toEqual({ told: 0 });
    setClock(new Date("2026-05-04T11:41:00Z"));
    expect(await tellAboutViolations(theirs.system(), {})).toEqual({ told: 1 });
    const officer = theirs.person.compliance_officer;
    const [row] = (await listViolations(officer, {})).violations;
    expect(row).toMatchObject({ reference, anonymous: true, clock: { kind: "receipt", dueOn: "2026-05-11" } });
    const violationId = row?.id ?? "";
    await confirmReceipt(officer, { violationId });
    await answerReporter(officer, { violationId, text: "Which list?", feedback: false });
    await addToReport(nobody, { secretKey: key, text: "Of customers." });
    const seen = await followReport(nobody, { secretKey: key });
    expect(seen.messages.map(({ fromReporter }) => fromReporter)).toEqual([false, false, true]);
    expect(seen).toMatchObject({ receiptOn: "2026-05-04", feedbackDueOn: "2026-08-04" });
    expect(JSON.stringify(seen)).not.toContain(officer.name);
    const whole = await readViolation(officer, { violationId });
    expect(whole.messages.at(-1)).toMatchObject({ author: null, writtenAt: new Date("2026-05-04T11:00:00Z") });
    for (const actor of [officer, theirs.visitor()])
      await expect(followReport(actor, { secretKey: key })).rejects.toMatchObject({ code: "forbidden" });
    const { inTenant } = await import("../../platform/db/tenant");
    await expect(
      inTenant(theirs.id, "write", (tx) => tx.$executeRaw`update policy_violation_message set author_id = id`),
    ).rejects.toThrow(/permission denied|never changed/);
  });
});
