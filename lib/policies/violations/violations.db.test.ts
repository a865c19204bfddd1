import { describe, expect, test } from "vitest";
import { policyStory } from "../testing/story";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, theirs, rows, emailOf } = twoOrganizations();

const what = { type: "data_misuse" as const, title: "Copied a list", description: "On a stick 🗝️ <b>today</b>" };
const mails = (kind: string) => rows((tx) => tx.mailMessage.findMany({ where: { kind }, orderBy: { id: "asc" } }));

async function acts() {
  const [report, judge, investigate, remedy, converse, link, detect, queries] = await Promise.all([
    import("./report-violation"),
    import("./judge-violation"),
    import("./investigate-violation"),
    import("./remedy-violation"),
    import("./converse"),
    import("./link-violation"),
    import("./detect"),
    import("./queries"),
  ]);
  return { ...report, ...judge, ...investigate, ...remedy, ...converse, ...link, ...detect, ...queries };
}

describe("a violation is worked to resolution (P18)", () => {
  test("by two people, neither of whom it is about; each step in its order, in code and in the database", async () => {
    const act = await acts();
    const { employee, compliance_officer: officer, auditor } = ours.person;
    const second = await ours.join("Second Officer", ["compliance_officer"]);
    const accused = await ours.join("Accused Officer", ["compliance_officer"]);
    const { violationId, reference } = await act.reportViolation(employee, what);
    expect(reference).toMatch(/^VIO-\d{4}-\d{4}$/);
    await expect(act.reportViolation(ours.person.customer, what)).rejects.toMatchObject({ code: "forbidden" });
    await expect(act.investigateViolation(employee, { violationId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(act.readViolation(theirs.person.compliance_officer, { violationId })).rejects.toMatchObject({
      code: "not_found",
    });
    const decide = (by = officer, decision: "confirmed" | "dismissed" = "confirmed") =>
      act.decideViolation(by, { violationId, decision, reason: "Seen on camera." });
    await expect(decide()).rejects.toMatchObject({ code: "conflict" });

    const subjectEmail = await emailOf(accused.personId);
    await act.judgeViolation(officer, { violationId, type: "data_misuse", severity: "critical", subjectEmail });
    const told = await mails("violation-critical");
    expect(told.map(({ recipient }) => recipient).sort()).toEqual(
      [await emailOf(officer.personId), await emailOf(second.personId)].sort(),
    );
    expect(told[0]?.body).not.toContain("Copied a list");

    // Whom it is about neither sees nor takes it, whatever their role; nor is it handed to them.
    await expect(act.readViolation(accused, { violationId })).rejects.toMatchObject({ code: "not_found" });
    expect((await act.listViolations(accused, {})).violations).toEqual([]);
    await expect(act.investigateViolation(accused, { violationId })).rejects.toMatchObject({ code: "not_found" });
    await expect(
      act.investigateViolation(officer, { violationId, investigatorId: accused.personId }),
    ).rejects.toMatchObject({ message: expect.stringContaining("somebody else must investigate") });
    await expect(
      rows(
        (tx) =>
          tx.$executeRaw`update policy_violation set investigator_id = subject_id where id = ${violationId}::uuid`,
      ),
    ).rejects.toThrow(/policy_violation_investigator_is_another/);
    await expect(
      rows((tx) => tx.$executeRaw`update policy_violation set status = 'resolved' where id = ${violationId}::uuid`),
    ).rejects.toThrow(/does not go from open to resolved|policy_violation_/);
    await expect(
      rows((tx) => tx.$executeRaw`update policy_violation set description = 'x' where id = ${violationId}::uuid`),
    ).rejects.toThrow(/stays as it was/);

    await act.investigateViolation(officer, { violationId });
    await expect(decide(second)).rejects.toMatchObject({ code: "forbidden" });
    await decide();
    await expect(decide()).rejects.toMatchObject({ code: "conflict" });
    const action = { violationId, title: "Lock the ports", ownerId: employee.personId, dueOn: "2099-01-01" };
    await expect(act.addCorrectiveAction(officer, { ...action, dueOn: "2020-01-01" })).rejects.toMatchObject({
      code: "invalid",
    });
    const { actionId } = await act.addCorrectiveAction(officer, action);
    expect((await act.myViolationWork(employee, {})).actions).toMatchObject([{ id: actionId, reference }]);
    const resolve = (by = second) => act.resolveViolation(by, { violationId, verification: "Tried five machines." });
    await expect(resolve()).rejects.toMatchObject({ message: expect.stringContaining("how it could happen") });
    await act.recordRootCause(officer, { violationId, rootCause: "Ports were open." });
    // Handed over now, whoever investigated and decided would be free to verify it.
    await expect(
      act.investigateViolation(officer, { violationId, investigatorId: second.personId }),
    ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("not handed over any more") });
    await expect(resolve()).rejects.toMatchObject({ message: expect.stringContaining("1 action is not done") });
    await expect(act.finishCorrectiveAction(auditor, { actionId })).rejects.toMatchObject({ code: "not_found" });
    await act.finishCorrectiveAction(employee, { actionId });
    await expect(act.finishCorrectiveAction(employee, { actionId })).rejects.toMatchObject({ code: "conflict" });
    await expect(resolve(officer)).rejects.toMatchObject({ message: expect.stringContaining("somebody else") });
    await expect(
      rows(
        (tx) =>
          tx.$executeRaw`update policy_violation set verifier_id = investigator_id where id = ${violationId}::uuid`,
      ),
    ).rejects.toThrow(/policy_violation_verifier_is_another/);
    await resolve();
    await expect(resolve()).rejects.toMatchObject({ code: "conflict" });
    const link = { violationId, kind: "incident" as const, objectId: crypto.randomUUID(), label: "INC-2026-0001" };
    expect(await act.linkViolation(officer, link)).toEqual({ added: true });
    expect(await act.linkViolation(officer, link)).toEqual({ added: false });
    const whole = await act.readViolation(auditor, { violationId });
    expect(whole.violation).toMatchObject({
      status: "resolved",
      description: what.description,
      verifier: "Second Officer",
    });
    expect(JSON.stringify(whole)).not.toContain("followKeyHash");
  });
});

describe("found by rules (P18)", () => {
  test("a long overdue acknowledgement and a lapsed emergency make one violation each, however often somebody looks", async () => {
    const act = await acts();
    const { setClock } = await import("../../platform/clock");
    setClock(new Date("2026-03-02T09:00:00Z"));
    const story = await policyStory(ours);
    const made = await story.publish("Everybody.", [{ kind: "role", value: "employee" }]);
    setClock(new Date("2026-03-30T09:00:00Z"));
    expect(await act.findOverdueAcknowledgements(ours.system(), {})).toMatchObject({ opened: 0 });
    setClock(new Date("2026-03-31T09:00:00Z"));
    expect(await act.findOverdueAcknowledgements(ours.system(), {})).toMatchObject({ opened: 1, more: false });
    expect(await act.findOverdueAcknowledgements(ours.system(), {})).toMatchObject({ opened: 0 });
    const lapsed = { versionId: made.versionId, policyId: made.policyId, publishedById: story.approver.personId };
    expect(await act.openForLapsedEmergency(ours.system(), lapsed)).toMatchObject({ opened: true });
    expect(await act.openForLapsedEmergency(ours.system(), lapsed)).toMatchObject({ opened: false });
    const found = await rows((tx) =>
      tx.policyViolation.findMany({ where: { detection: "automated" }, orderBy: { id: "asc" } }),
    );
    expect(found.map(({ rule, severity, subjectId }) => ({ rule, severity, subjectId }))).toEqual([
      { rule: "overdue-acknowledgement", severity: "low", subjectId: ours.person.employee.personId },
      { rule: "emergency-lapsed", severity: "high", subjectId: story.approver.personId },
    ]);
    await expect(
      rows((tx) =>
        tx.policyViolation.create({
          data: { ...(found[0] as (typeof found)[0]), id: crypto.randomUUID(), reference: "VIO-2" },
        }),
      ),
    ).rejects.toMatchObject({ code: "P2002" });
    await expect(act.findOverdueAcknowledgements(ours.person.compliance_officer, {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("officers are told within the hour, and before the clocks of a report run out; each once", async () => {
    const act = await acts();
    const { setClock } = await import("../../platform/clock");
    setClock(new Date("2026-06-01T09:00:00Z"));
    const { violationId } = await act.reportViolation(theirs.person.employee, what);
    const tell = async (at: string) => {
      setClock(new Date(at));
      return (await act.tellAboutViolations(theirs.system(), {})).told;
    };
    expect(await tell("2026-06-01T09:41:00Z")).toBe(1);
    expect(await tell("2026-06-01T10:41:00Z")).toBe(0);
    expect(await tell("2026-06-06T10:41:00Z")).toBe(1);
    const officer = theirs.person.compliance_officer;
    setClock(new Date("2026-06-07T10:00:00Z"));
    expect(await act.confirmReceipt(officer, { violationId })).toMatchObject({ feedbackDueOn: "2026-09-07" });
    await expect(act.confirmReceipt(officer, { violationId })).rejects.toMatchObject({ code: "conflict" });
    expect(await tell("2026-08-20T10:41:00Z")).toBe(0);
    expect(await tell("2026-08-24T10:41:00Z")).toBe(1);
    await act.answerReporter(officer, { violationId, text: "We locked the ports.", feedback: true });
    expect((await act.readViolation(officer, { violationId })).violation.feedbackOn).toBe("2026-08-24");
    expect(await tell("2026-09-07T10:41:00Z")).toBe(0);
  });
});
