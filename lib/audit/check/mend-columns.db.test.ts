import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createSequencedDatabase, type SequencedDatabase } from "../testing/broken-log";
import { leaveEvent } from "../testing/leave-event";
import { asOwner, tamper } from "../testing/log-inspection";

let at: SequencedDatabase;
let ours: TestOrganization;
let damaged = "";

beforeAll(async () => {
  at = await createSequencedDatabase();
  ours = await createTestOrganization("Ours");
  await leaveEvent(ours);
  damaged = await leaveEvent(ours, { resource: { type: "organization", id: "x", label: "kept" }, outcome: "denied" });
  await leaveEvent(ours);
  await at.pass();
  // As an id was kept before columns were derived from leaves.
  await tamper(at.url, `update audit_event set resource_id = E' x\\u0007' where id = '${damaged}'`);
});
afterAll(() => at.drop());

const check = async () => (await import("./check-log")).checkLog(ours.id);
const measured = async () => (await import("./mend-columns")).uncleanedColumns(ours.id);

test("a log that carries such a difference says what it is, and two people put it right without touching a leaf (A7)", async () => {
  const { proposeMend, confirmMend, openMend } = await import("./mend-columns");
  const { compliance_officer: officer, admin } = ours.person;
  const found = await check();
  expect(found).toMatchObject({
    state: "failed",
    index: "2",
    message: expect.stringMatching(/^Text was kept as it was typed: One column, first resource_id/),
  });
  const cells = await measured();
  expect(cells).toEqual([{ event: damaged, column: "resource_id" }]);
  const { id } = await proposeMend(officer, { reason: "An id with a blank.", cells });
  await expect(proposeMend(officer, { reason: "Again.", cells })).rejects.toMatchObject({ code: "conflict" });
  expect(await openMend(ours.person.auditor, {})).toMatchObject({ id, columns: 1 });
  await expect(confirmMend(officer, { id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(confirmMend(ours.person.employee, { id })).rejects.toMatchObject({ code: "forbidden" });
  const leafOf = () =>
    asOwner(
      at.url,
      async (db) => (await db.query("select leaf, resource_id from audit_event where id = $1", [damaged])).rows[0],
    );
  const before = await leafOf();
  expect(await confirmMend(admin, { id })).toEqual({ mended: 1 });
  await expect(confirmMend(admin, { id })).rejects.toMatchObject({ code: "conflict" });
  const after = await leafOf();
  expect([after.leaf.equals(before.leaf), after.resource_id]).toEqual([true, "x"]);
  await at.pass();
  expect(await check()).toMatchObject({ state: "verified", message: null });
  await expect(proposeMend(officer, { reason: "Nothing.", cells: await measured() })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("another text is no matter of blanks: it is named first, and no proposal brings the database to keep it", async () => {
  await tamper(
    at.url,
    `update audit_event set resource_id = 'x ' where id = '${damaged}'`,
    `update audit_event set action = 'other.act' where id = (select id from audit_event where action = 'example.write' and organization_id = '${ours.id}' order by id desc limit 1)`,
  );
  expect(await check()).toMatchObject({ state: "failed", message: expect.stringContaining("column action says") });
  await expect(measured()).rejects.toThrow(/column action/);
  const update = (set: string) =>
    asOwner(at.url, (db) => db.query(`update audit_event set ${set} where id = '${damaged}'`));
  await expect(update("resource_id = 'y'")).rejects.toThrow(/append-only/);
  await expect(update("resource_id = 'x', outcome = 'success'")).rejects.toThrow(/append-only/);
});
