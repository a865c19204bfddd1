import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-incidents-"));
  process.env.EVIDENCE_STORAGE_PATH = folder;
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterEach(async () => (await import("@/lib/platform/clock")).setClock(null));
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const officer = () => ours.person.compliance_officer;
const within = async <T>(work: (tx: import("@/lib/platform/db/client").Tx) => Promise<T>) =>
  (await import("@/lib/platform/db/tenant")).inTenant(ours.id, "write", work);
const facts = {
  title: "A stolen laptop 💻 <b>",
  summary: "Left on a train. سجل",
  severity: "high",
  category: "unauthorized_access",
  controlIds: "CC7.4, A.5.26",
  affectedSystems: "Laptop 12, Mail",
} as const;

async function opened(more: object = {}) {
  const { openIncident } = await import("./open-incident");
  return openIncident(officer(), { ...facts, ...more });
}
async function movedTo(id: string, ...states: ("contained" | "remediating" | "resolved")[]) {
  const { acknowledgeIncident, moveIncident } = await import("./move-incident");
  const { answerPersonalData } = await import("./answer-personal-data");
  await acknowledgeIncident(officer(), { id });
  await answerPersonalData(officer(), { id, answer: "no" });
  for (const to of states) await moveIncident(officer(), { id, to });
}
async function raisedAlert() {
  const { raiseAlert } = await import("../alerts/raise-alert");
  const { now } = await import("@/lib/platform/clock");
  const events = await within((tx) => tx.auditEvent.findMany({ take: 2, select: { id: true } }));
  const eventIds = events.map(({ id }) => id);
  const { id } = await within((tx) =>
    raiseAlert(
      { tx, actor: ours.system(), now: now(), note: () => undefined },
      {
        rule: "test",
        level: "critical",
        objectType: "x",
        objectId: crypto.randomUUID(),
        title: "T",
        href: "/",
        eventIds,
      },
    ),
  );
  return { id: id ?? "", eventIds };
}

test("from an alert to closed evidence: its events come along, every step is on the timeline, the document is a draft for its controls", async () => {
  const { readIncident } = await import("./queries");
  const { addIncidentAction, finishIncidentAction } = await import("./incident-actions");
  const { closeIncident } = await import("./close-incident");
  const { documentIncident } = await import("./document-incident");
  const { readAlert } = await import("../alerts/queries");
  const alert = await raisedAlert();
  const { id, reference } = await opened({ alertId: alert.id });
  expect(reference).toMatch(/^INC-\d{4}-\d{4}$/);
  expect((await readAlert(officer(), { id: alert.id })).alert).toMatchObject({ status: "acknowledged" });
  expect((await readIncident(officer(), { id })).links.map(({ kind, objectId }) => `${kind} ${objectId}`)).toEqual([
    `alert ${alert.id}`,
    ...alert.eventIds.map((event) => `event ${event}`),
  ]);

  await movedTo(id, "contained", "remediating", "resolved");
  const close = { id, cause: "No cable lock.", lessons: "Encrypt and lock." };
  await expect(closeIncident(officer(), close)).rejects.toMatchObject({ message: expect.stringContaining("action") });
  const ownerId = ours.person.employee.personId;
  const { actionId } = await addIncidentAction(officer(), { id, title: "Buy locks", ownerId, dueOn: "2027-01-31" });
  await expect(closeIncident(officer(), { ...close, cause: "" })).rejects.toMatchObject({ code: "invalid" });
  await closeIncident(officer(), close);
  await finishIncidentAction(officer(), { actionId });
  await expect(finishIncidentAction(officer(), { actionId })).rejects.toMatchObject({ code: "conflict" });

  const evidenceId = await documentIncident(ours.system(), id);
  expect(await documentIncident(ours.system(), id)).toBeNull();
  const whole = await readIncident(ours.person.auditor, { id });
  expect(whole.incident).toMatchObject({ status: "closed", evidenceId });
  expect(whole.entries.at(-1)?.text).toMatch(/evidence EVD-/);
  const evidence = await within((tx) => tx.evidence.findUniqueOrThrow({ where: { id: evidenceId ?? "" } }));
  expect(evidence).toMatchObject({ type: "incident_documentation", status: "draft", controlIds: ["CC7.4", "A.5.26"] });

  const { downloadEvidence } = await import("../evidence/queries");
  const { fileResponse } = await import("@/lib/platform/http/file-response");
  const { object, version } = await downloadEvidence(ours.person.auditor, { id: evidenceId ?? "" });
  const text = await (await fileResponse(object, version.fileName, version.mediaType)).text();
  for (const part of [
    reference,
    facts.title,
    facts.summary,
    "No cable lock.",
    "Buy locks",
    alert.id,
    "Acknowledged in time",
  ])
    expect(text).toContain(part);
  const outbox = await within((tx) => tx.outboxEvent.findMany({ where: { name: "audit/incident.closed" } }));
  expect(outbox).toHaveLength(1);
});

describe("personal data (I3)", () => {
  test("are answered before containment; yes asks for the time of awareness and tells privacy; it is never taken back", async () => {
    const { acknowledgeIncident, moveIncident } = await import("./move-incident");
    const { answerPersonalData } = await import("./answer-personal-data");
    const { id } = await opened();
    await acknowledgeIncident(officer(), { id });
    await expect(moveIncident(officer(), { id, to: "contained" })).rejects.toMatchObject({ code: "conflict" });
    await expect(answerPersonalData(officer(), { id, answer: "yes", nature: "Names" })).rejects.toMatchObject({
      code: "invalid",
      details: { fieldErrors: { awareAt: [expect.any(String)] } },
    });
    const later = new Date(Date.now() + 60_000).toISOString();
    await expect(
      answerPersonalData(officer(), { id, answer: "yes", nature: "Names", awareAt: later }),
    ).rejects.toMatchObject({ code: "invalid" });
    const awareAt = new Date(Date.now() - 3_600_000).toISOString();
    await answerPersonalData(officer(), { id, answer: "no" });
    await answerPersonalData(officer(), { id, answer: "yes", nature: "Names of patients", awareAt });
    await expect(answerPersonalData(officer(), { id, answer: "no" })).rejects.toMatchObject({ code: "conflict" });
    const breach = await within((tx) => tx.incidentBreach.findUniqueOrThrow({ where: { incidentId: id } }));
    expect(breach.awareAt.toISOString()).toBe(awareAt);
    const told = await within((tx) =>
      tx.outboxEvent.findMany({ where: { name: "audit/incident.personal-data-confirmed" } }),
    );
    expect(told.map(({ data }) => data)).toContainEqual({ organizationId: ours.id, incidentId: id, awareAt });
    await moveIncident(officer(), { id, to: "contained" });
  });

  test("containment without an answer is refused by the database as well", async () => {
    const { id } = await opened();
    const data = {
      status: "contained",
      ownerId: officer().personId,
      acknowledgedAt: new Date(),
      investigatingAt: new Date(),
      containedAt: new Date(),
    } as const;
    await expect(within((tx) => tx.incident.update({ where: { id }, data }))).rejects.toThrow(/personal_data_answered/);
  });
});

describe("the clock (I2)", () => {
  const minutesLater = async (minutes: number) =>
    (await import("@/lib/platform/clock")).setClock(new Date(Date.now() + minutes * 60_000));

  test.each([
    ["critical", 15],
    ["high", 60],
    ["medium", 240],
    ["low", 1_440],
  ] as const)("a %s one is acknowledged within %i minutes", async (severity, minutes) => {
    const { acknowledgeIncident } = await import("./move-incident");
    const [late, inTime] = [await opened({ severity }), await opened({ severity })];
    await minutesLater(minutes - 1);
    expect(await acknowledgeIncident(officer(), { id: inTime.id })).toMatchObject({ clock: "met" });
    await minutesLater(minutes + 1);
    expect(await acknowledgeIncident(officer(), { id: late.id })).toMatchObject({ clock: "missed" });
  });

  test("one nobody acknowledged is escalated once, with an alert and a mail, and counts as missed", async () => {
    const { incidentsAreOverdue, sweepIncidents } = await import("./sweep");
    const { listIncidents } = await import("./queries");
    const { id, reference } = await opened({ severity: "critical" });
    const before = await listIncidents(officer(), {});
    expect(await incidentsAreOverdue(ours.system(), {})).toBe(false);
    await minutesLater(16);
    expect(await incidentsAreOverdue(ours.system(), {})).toBe(true);
    const results = await Promise.all([sweepIncidents(ours.system(), {}), sweepIncidents(ours.system(), {})]);
    expect(results.map(({ escalated }) => escalated).sort()).toEqual([0, 1]);
    expect(await incidentsAreOverdue(ours.system(), {})).toBe(false);
    expect((await listIncidents(officer(), {})).missed).toBe(before.missed + 1);
    const alerts = await within((tx) => tx.alert.findMany({ where: { objectId: id } }));
    expect(alerts).toMatchObject([{ rule: "incident-not-acknowledged", level: "emergency" }]);
    const mails = await within((tx) => tx.mailMessage.findMany({ where: { subject: { contains: reference } } }));
    expect(mails).toHaveLength(1);
  });

  test("can be set by severity, for what is opened from now on and for one that is revised", async () => {
    const { changeIncidentClocks } = await import("./clocks");
    const { reviseIncident } = await import("./revise-incident");
    const { readIncident } = await import("./queries");
    const { id } = await opened({ severity: "low" });
    await changeIncidentClocks(officer(), { critical: 5, high: 60, medium: 240, low: 1_440 });
    await reviseIncident(officer(), { ...facts, id, severity: "critical" });
    const { incident } = await readIncident(officer(), { id });
    expect(incident.acknowledgeBy.getTime() - incident.openedAt.getTime()).toBe(5 * 60_000);
    expect(incident).toMatchObject({ severity: "critical", affectedSystems: ["Laptop 12", "Mail"] });
    await changeIncidentClocks(officer(), { critical: 15, high: 60, medium: 240, low: 1_440 });
  });
});

describe("what is refused", () => {
  test("steps out of order, twice, by others, in another organisation", async () => {
    const { acknowledgeIncident, moveIncident } = await import("./move-incident");
    const { noteIncident } = await import("./extend-timeline");
    const { closeIncident } = await import("./close-incident");
    const { id } = await opened();
    await expect(moveIncident(officer(), { id, to: "resolved" })).rejects.toMatchObject({ code: "conflict" });
    await expect(acknowledgeIncident(ours.person.auditor, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(acknowledgeIncident(theirs.person.compliance_officer, { id })).rejects.toMatchObject({
      code: "not_found",
    });
    const twice = await Promise.allSettled([
      acknowledgeIncident(officer(), { id }),
      acknowledgeIncident(officer(), { id }),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(closeIncident(officer(), { id, cause: "a", lessons: "b" })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(noteIncident(ours.system(), { id, text: "x" })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("changing the timeline, links or breach, and anything about a closed one, by the database itself", async () => {
    const { noteIncident, linkIncident } = await import("./extend-timeline");
    const { addIncidentAction } = await import("./incident-actions");
    const { closeIncident } = await import("./close-incident");
    const { client } = await import("@/lib/platform/db/client");
    const { id } = await opened();
    await noteIncident(officer(), { id, text: "Called the railway." });
    await linkIncident(officer(), { id, kind: "ticket", objectId: "SUP-2026-000001" });
    expect((await linkIncident(officer(), { id, kind: "ticket", objectId: "SUP-2026-000001" })).added).toBe(false);
    await expect(linkIncident(officer(), { id, kind: "alert", objectId: crypto.randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
    // As the owner of the database, who passes every grant.
    await expect(
      client().incidentEntry.updateMany({ where: { incidentId: id }, data: { text: "Nothing." } }),
    ).rejects.toThrow(/never changed/);
    await expect(client().incidentEntry.deleteMany({ where: { incidentId: id } })).rejects.toThrow(/never changed/);
    await expect(client().incidentLink.deleteMany({ where: { incidentId: id } })).rejects.toThrow(/never changed/);
    await movedTo(id, "contained", "remediating", "resolved");
    await addIncidentAction(officer(), { id, title: "Locks", ownerId: officer().personId, dueOn: "2027-01-31" });
    await closeIncident(officer(), { id, cause: "a", lessons: "b" });
    await expect(client().incident.update({ where: { id }, data: { severity: "low" } })).rejects.toThrow(
      /never changed/,
    );
    await expect(noteIncident(officer(), { id, text: "One more" })).rejects.toMatchObject({ code: "conflict" });
  });
});
