import { expect, test } from "vitest";
import { policyStory } from "../testing/story";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, theirs } = twoOrganizations();

test("the officer sees matrix, export, campaigns, calendar and coverage as the rows are (P7, P8, P19)", async () => {
  const { setClock } = await import("../../platform/clock");
  const { policyMatrix } = await import("./matrix");
  const { policyMatrixExport } = await import("./matrix-export");
  const { policyCampaigns } = await import("./campaigns");
  const { reviewCalendar } = await import("./review-calendar");
  const { policyCoverage } = await import("./coverage");
  const { remindPeople } = await import("../reminders/remind-people");
  const { compliance_officer: officer, executive, policy_author } = ours.person;
  setClock(new Date("2026-03-02T09:00:00Z"));
  const formula = await ours.join('=cmd|"x"! مرحبا 🌱', ["employee"], { department: "Care", location: "Berlin" });
  const slow = await ours.join("Sam Slow", ["employee"], { department: "Care" });
  const story = await policyStory(ours);
  const care = [{ kind: "department" as const, value: "Care" }];
  const first = await story.publish("A.", care, { requirementIds: ["A.5.1", "CC6.1"], reviewDate: "2026-05-01" });
  setClock(new Date("2026-03-02T09:01:00Z"));
  await story.publish("B.", [{ kind: "role", value: "admin" }]);
  await story.acknowledge(formula, first.policyId, first.versionId);
  setClock(new Date("2026-03-18T09:00:00Z"));
  await remindPeople(ours.system(), { limit: 100 });

  const matrix = await policyMatrix(officer, { department: "Care" });
  expect(matrix).toMatchObject({ total: 2, pages: 1, columns: [{ reference: "POL-001" }, { reference: "POL-002" }] });
  const of = (id: string) => matrix.people.find(({ personId }) => personId === id)?.cells;
  expect(of(formula.personId)).toEqual([expect.objectContaining({ doneOn: "2026-03-02" }), null]);
  expect(of(slow.personId)).toEqual([expect.objectContaining({ dueOn: "2026-03-16", doneOn: null }), null]);
  const named = async (input: object) => (await policyMatrix(officer, input)).people.map(({ name }) => name);
  expect(await named({ state: "overdue" })).toEqual(["Sam Slow", "Test admin"]);
  expect(await named({ state: "overdue", policy: "POL-001" })).toEqual(["Sam Slow"]);
  expect(await named({ q: "مرحبا" })).toEqual([formula.name]);
  expect(await named({ q: "%_" })).toEqual([]);
  expect(await named({ department: "Care", state: "done" })).toEqual([formula.name]);
  expect((await policyMatrix(theirs.person.compliance_officer, {})).columns).toEqual([]);
  for (const person of [executive, ours.person.employee])
    await expect(policyMatrix(person, {})).rejects.toMatchObject({ code: "forbidden" });

  const { text, people } = await policyMatrixExport(officer, { department: "Care" });
  expect(people).toBe(2);
  const lines = text.trimEnd().split("\r\n");
  expect(lines[0]).toBe("Name,Email,Department,Location,POL-001 v1 Rules,POL-002 v1 Rules");
  expect(lines[1]).toContain(`"'=cmd|""x""! مرحبا 🌱"`);
  expect(lines[1]).toContain("acknowledged 2026-03-02,not asked");
  expect(lines[2]).toContain("overdue since 2026-03-16,not asked");
  const { inTenant } = await import("../../platform/db/tenant");
  expect(
    await inTenant(ours.id, "read", (tx) => tx.auditEvent.count({ where: { action: "policy.matrix-export" } })),
  ).toBe(1);

  const campaigns = await policyCampaigns(officer, {});
  expect(campaigns.find(({ policyId }) => policyId === first.policyId)).toMatchObject({
    progress: { numerator: 1, denominator: 2 },
    overdue: 1,
    reminders: 1,
    lastReminder: "2026-03-18",
  });
  expect((await reviewCalendar(officer, {})).policies.map(({ reviewDate }) => reviewDate)).toEqual([
    "2026-05-01",
    null,
  ]);

  const coverage = await policyCoverage(policy_author, { framework: "iso27001", show: "all" });
  expect(coverage.rows.find(({ id }) => id === "A.5.1")?.policies).toMatchObject([{ reference: "POL-001" }]);
  const missing = await policyCoverage(policy_author, { framework: "iso27001", show: "missing" });
  expect(missing.rows.some(({ id }) => id === "A.5.1")).toBe(false);
  expect(missing.rows.length).toBe(coverage.rows.length - 1);
  expect(coverage.frameworks.find(({ id }) => id === "soc2")?.covered.numerator).toBe(1);
});

test("what a version is mapped to counts from the day it is in force, and no longer than it is (P8)", async () => {
  const { setClock } = await import("../../platform/clock");
  const { bringIntoForce } = await import("../time/bring-into-force");
  const { editDraft } = await import("../edit-draft");
  const { revisePolicy } = await import("../revise-policy");
  const { publishVersion } = await import("../publish-version");
  const { policyCoverage } = await import("./coverage");
  const { policyDetail } = await import("../queries/policy-detail");
  setClock(new Date("2026-06-01T09:00:00Z"));
  const { policy_author: author, policy_approver: approver } = ours.person;
  const story = await policyStory(ours);
  const rowOf = async (id: string) =>
    (await policyCoverage(author, { framework: "iso27001", show: "all" })).rows.find((row) => row.id === id);
  const isCovered = async (id: string) => (await rowOf(id))?.policies.length === 1;
  const everyone = [{ kind: "everyone" as const }];

  const { policyId, versionId } = await story.draft("# Access\n\nAsk.\n", everyone, {
    requirementIds: ["A.5.15 § access", "A.5.16"],
  });
  expect(await rowOf("A.5.15")).toMatchObject({ policies: [], planned: [{ number: 1, status: "draft" }] });
  await story.approve(versionId);
  expect(await isCovered("A.5.15")).toBe(false);
  await publishVersion(approver, { versionId });
  expect(await rowOf("A.5.15")).toMatchObject({ policies: [{ number: 1, status: "published" }], planned: [] });

  // The next version begins with the same mapping; what its draft changes counts on its own day.
  const next = await revisePolicy(author, { policyId });
  const before = (await policyDetail(author, { policyId })).versions;
  expect(before.map(({ sections }) => sections)).toEqual(
    Array(2).fill([{ requirementId: "A.5.15", section: "access" }]),
  );
  const written = { title: "Access", text: "# Access\n\nAsk first.\n", changeNote: "First.", audience: everyone };
  await editDraft(author, {
    ...{ ...written, versionId: next.versionId, revision: 1, effectiveFrom: "2026-06-10" },
    requirementIds: ["A.5.16", "A.5.17 § access"],
  });
  const covered = async () => Promise.all(["A.5.15", "A.5.16", "A.5.17"].map(isCovered));
  expect(await covered()).toEqual([true, true, false]);
  await story.approve(next.versionId);
  await publishVersion(approver, { versionId: next.versionId });
  expect(await covered()).toEqual([true, true, false]);
  expect((await rowOf("A.5.17"))?.planned).toMatchObject([{ number: 2, status: "published" }]);
  setClock(new Date("2026-06-10T09:00:00Z"));
  await bringIntoForce(ours.system(), { versionId: next.versionId });
  expect(await covered()).toEqual([false, true, true]);

  // Neither the list nor its sections change once a version was handed in, whatever the program says.
  const { inTenant } = await import("../../platform/db/tenant");
  await expect(
    inTenant(ours.id, "write", (tx) =>
      tx.policyVersion.update({ where: { id: versionId }, data: { requirementIds: ["A.5.17"] } }),
    ),
  ).rejects.toThrow(/is not changed/);
  await expect(
    inTenant(ours.id, "write", (tx) => tx.policySectionMapping.deleteMany({ where: { versionId } })),
  ).rejects.toThrow(/is fixed/);
});
