import { describe, expect, test } from "vitest";
import { twoOrganizations } from "./testing/two-organizations";

const { ours, theirs, story, rows, emailOf, assignmentOf } = twoOrganizations();

describe("exemptions (P16)", () => {
  test("somebody else decides; the person is not asked until it ends; then again, with the full time", async () => {
    const { requestExemption } = await import("./exemptions/request-exemption");
    const { decideExemption, endExemption } = await import("./exemptions/decide-exemption");
    const { expireExemptions } = await import("./exemptions/expire-exemptions");
    const { remindOwners } = await import("./reminders/remind-owners");
    const { setClock } = await import("../platform/clock");
    setClock(new Date("2026-03-02T09:00:00Z"));
    const { employee, compliance_officer: officer, policy_approver: approver } = ours.person;
    const made = await story.publish("Everybody.");
    const request = {
      policyId: made.policyId,
      kind: "exemption" as const,
      reason: "No screen at work.",
      compensatingMeasure: "The team lead explains it.",
    };
    for (const expiresOn of ["2026-03-02", "2027-03-03"])
      await expect(requestExemption(employee, { ...request, expiresOn })).rejects.toMatchObject({ code: "invalid" });
    const { exemptionId, reference } = await requestExemption(employee, { ...request, expiresOn: "2026-04-30" });
    expect(reference).toMatch(/^EXC-/);
    const decide = (by: typeof officer, decision: "approved" | "refused" = "approved") =>
      decideExemption(by, { exemptionId, decision });
    await expect(decide(employee)).rejects.toMatchObject({ code: "forbidden" });
    await expect(decide({ ...employee, roles: ["policy_approver"] })).rejects.toMatchObject({
      message: expect.stringContaining("somebody else must decide"),
    });
    await expect(decide(theirs.person.compliance_officer)).rejects.toMatchObject({ code: "not_found" });
    await expect(
      rows(
        (tx) =>
          tx.$executeRaw`update policy_exemption set status = 'approved', approver_id = requester_id, decided_at = now() where id = ${exemptionId}::uuid`,
      ),
    ).rejects.toThrow(/policy_exemption_two_people|in the name of whoever acts/);
    await decide(officer);
    await expect(decide(approver, "refused")).rejects.toMatchObject({ code: "conflict" });
    expect(await assignmentOf(made.versionId, employee.personId)).toMatchObject({ status: "exempted" });
    // A material version does not ask them either, while it lasts.
    setClock(new Date("2026-03-20T09:00:00Z"));
    const next = await story.next(made.policyId, "Everybody again.", true);
    await story.distribute(next.versionId);
    expect(await assignmentOf(next.versionId, employee.personId)).toMatchObject({ status: "exempted" });
    setClock(new Date("2026-04-20T09:00:00Z"));
    await remindOwners(ours.system(), {});
    await remindOwners(ours.system(), {});
    const mails = await rows((tx) => tx.mailMessage.findMany({ where: { kind: "policy-exemption-ending" } }));
    expect(mails.map(({ subject }) => subject)).toEqual([`${reference} ends on 2026-04-30`]);
    setClock(new Date("2026-04-30T20:00:00Z"));
    expect(await expireExemptions(ours.system(), {})).toMatchObject({ expired: 0 });
    setClock(new Date("2026-04-30T22:00:00Z"));
    expect(await expireExemptions(ours.system(), {})).toEqual({ expired: 1, asked: 1 });
    expect(await expireExemptions(ours.system(), {})).toEqual({ expired: 0, asked: 0 });
    expect(await assignmentOf(next.versionId, employee.personId)).toMatchObject({
      status: "pending",
      dueOn: new Date("2026-05-15T00:00:00Z"),
    });
    await expect(endExemption(officer, { exemptionId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("who is exempted is neither asked when an answer grows old nor on coming back; afterwards an old absence takes no days", async () => {
    const { requestExemption } = await import("./exemptions/request-exemption");
    const { decideExemption } = await import("./exemptions/decide-exemption");
    const { expireExemptions } = await import("./exemptions/expire-exemptions");
    const { reaffirmVersion } = await import("./time/reaffirm");
    const { moveDueDates } = await import("./due-dates/move-due-dates");
    const { recordAbsence } = await import("../platform/people/absences/record-absence");
    const { setClock } = await import("../platform/clock");
    setClock(new Date("2026-03-02T09:00:00Z"));
    const boss = await ours.join("Bo Boss", ["employee"]);
    const kim = await ours.join("Kim Away", ["employee"], { department: "Exempt", managerId: boss.personId });
    const audience = [{ kind: "department" as const, value: "Exempt" }];
    const { policyId, versionId } = await story.publish("For Exempt.", audience);
    await story.acknowledge(kim, policyId, versionId);
    const personEmail = await emailOf(kim.personId);
    await recordAbsence(boss, { personEmail, kind: "leave", firstDay: "2026-03-04", lastDay: "2026-03-06" });
    setClock(new Date("2027-02-20T09:00:00Z"));
    const request = { policyId, kind: "exemption" as const, reason: "r", compensatingMeasure: "m" };
    const { exemptionId } = await requestExemption(kim, { ...request, expiresOn: "2027-04-30" });
    await decideExemption(ours.person.compliance_officer, { exemptionId, decision: "approved" });
    setClock(new Date("2027-03-02T09:00:00Z"));
    const ask = () => reaffirmVersion(ours.system(), { versionId, limit: 1 });
    expect([await ask(), await ask()]).toEqual([
      { asked: 0, more: true },
      { asked: 0, more: false },
    ]);
    const current = () => assignmentOf(versionId, kim.personId);
    expect(await current()).toMatchObject({ round: 2, status: "exempted" });
    // Whoever leaves the audience and comes back meanwhile is exempted still.
    await rows((tx) =>
      tx.policyAssignment.updateMany({
        where: { versionId, personId: kim.personId, current: true },
        data: { status: "withdrawn" },
      }),
    );
    await story.distribute(versionId);
    expect(await current()).toMatchObject({ round: 2, status: "exempted" });
    setClock(new Date("2027-05-01T09:00:00Z"));
    expect(await expireExemptions(ours.system(), {})).toMatchObject({ expired: 1, asked: 1 });
    const fullTime = { status: "pending", dueOn: new Date("2027-05-15T00:00:00Z") };
    expect(await current()).toMatchObject(fullTime);
    await moveDueDates(ours.system(), {});
    expect(await current()).toMatchObject(fullTime);
  });

  test("an exception is about a rule, not a person, and can end early", async () => {
    const { requestExemption } = await import("./exemptions/request-exemption");
    const { decideExemption, endExemption } = await import("./exemptions/decide-exemption");
    const made = await story.publish();
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const base = {
      policyId: made.policyId,
      kind: "exception" as const,
      reason: "r",
      compensatingMeasure: "m",
      expiresOn: day,
    };
    const { policy_author: author, compliance_officer: officer } = ours.person;
    await expect(requestExemption(author, base)).rejects.toMatchObject({ code: "invalid" });
    const { exemptionId } = await requestExemption(author, { ...base, scope: "Encryption on the old scanner" });
    await decideExemption(officer, { exemptionId, decision: "approved" });
    expect(await endExemption(officer, { exemptionId })).toEqual({ exemptionId, asked: 0 });
  });
});

test("who moves into an audience after its time has the full time from that day, and is not late at once (P11, P12)", async () => {
  const { setClock } = await import("../platform/clock");
  setClock(new Date("2026-03-02T09:00:00Z"));
  const [before, mover] = [await ours.join("Bea Before", ["employee"], { department: "Moves" }), ours.person.employee];
  const audience = [{ kind: "department" as const, value: "Moves" }];
  const { versionId } = await story.publish("For Moves.", audience);
  setClock(new Date("2026-06-10T09:00:00Z"));
  const data = { department: "Moves" };
  await rows((tx) => tx.membership.updateMany({ where: { personId: mover.personId }, data }));
  expect(await story.distribute(versionId)).toMatchObject({ asked: 1 });
  const dueOf = async (personId: string) => (await assignmentOf(versionId, personId))?.dueOn;
  expect(await dueOf(mover.personId)).toEqual(new Date("2026-06-24T00:00:00Z"));
  expect(await dueOf(before.personId)).toEqual(new Date("2026-03-16T00:00:00Z"));
});

describe("meetings, links and training (P14, P15)", () => {
  test("who was at a meeting confirms with one click; nobody is confirmed by somebody else", async () => {
    const { recordMeeting } = await import("./meetings/record-meeting");
    const { acknowledgePolicy } = await import("./acknowledge-policy");
    const { policyId, versionId } = await story.publish();
    const { employee, admin, compliance_officer: officer } = ours.person;
    const today = new Date().toISOString().slice(0, 10);
    const emails = await emailOf(employee.personId);
    const record = (more: object = {}) => recordMeeting(officer, { versionId, heldOn: today, emails, ...more });
    await expect(record({ heldOn: "2999-01-01" })).rejects.toMatchObject({ code: "invalid" });
    await expect(record({ emails: `${emails} stranger@example.com` })).rejects.toMatchObject({ code: "invalid" });
    await record();
    expect(await assignmentOf(versionId, employee.personId)).toMatchObject({ status: "pending" });
    // Claimed without having been there it is nothing special: the name must be typed.
    await expect(acknowledgePolicy(admin, { policyId, versionId, via: "meeting" })).rejects.toMatchObject({
      code: "invalid",
    });
    const receipt = await acknowledgePolicy(employee, { policyId, versionId, via: "meeting" });
    expect(receipt).toMatchObject({ method: "meeting", person: { typed_name: employee.name } });
    await expect(record()).rejects.toMatchObject({ code: "invalid" });
  });

  test("the personal link of a mail works once, for its person only, and acknowledges nothing", async () => {
    const { openMailLink } = await import("./meetings/open-link");
    const { remindPeople } = await import("./reminders/remind-people");
    const { acknowledgePolicy } = await import("./acknowledge-policy");
    const { setClock } = await import("../platform/clock");
    setClock(new Date("2026-06-01T09:00:00Z"));
    const someone = await ours.join("Lin Link", ["employee"], { department: "Links" });
    const made = await story.publish("Linked.", [{ kind: "department", value: "Links" }]);
    setClock(new Date("2026-06-08T09:00:00Z"));
    let after: string | null = null;
    do after = (await remindPeople(ours.system(), { after, limit: 5 })).next;
    while (after);
    const address = await emailOf(someone.personId);
    const mail = await rows((tx) =>
      tx.mailMessage.findFirstOrThrow({ where: { recipient: address }, include: { secrets: true } }),
    );
    const { textOf } = await import("../platform/mail/secrets");
    // "Linked." stands among everything else that is for everybody.
    const lines = (textOf(mail, mail.createdAt) ?? "").split("\n");
    expect(mail.body).not.toContain("/policies/open/");
    const tokens = lines.flatMap((text) => /\/policies\/open\/(\S+)$/.exec(text)?.[1] ?? []);
    const links = await rows((tx) =>
      tx.policyMailLink.findMany({ where: { personId: someone.personId }, include: { assignment: true } }),
    );
    expect(tokens).toHaveLength(links.length);
    expect(JSON.stringify(links)).not.toContain(tokens[0]);
    let opened = 0;
    for (const token of tokens) {
      await expect(openMailLink(ours.person.employee, { token })).rejects.toMatchObject({ code: "not_found" });
      const place = await openMailLink(someone, { token });
      await expect(openMailLink(someone, { token })).rejects.toMatchObject({ code: "gone" });
      if (place.versionId !== made.versionId) continue;
      opened += 1;
      expect(await assignmentOf(made.versionId, someone.personId)).toMatchObject({ status: "pending" });
      const receipt = await acknowledgePolicy(someone, { ...place, typedName: "Lin", via: "email" });
      expect(receipt.method).toBe("email");
    }
    expect(opened).toBe(1);
  });

  test("required training comes first", async () => {
    const { requireTraining } = await import("./training-gate");
    const { policyId, versionId } = await story.publish();
    const release = requireTraining(async (_, duty) => (duty.policyId === policyId ? "Phishing" : null));
    await expect(story.acknowledge(ours.person.employee, policyId, versionId)).rejects.toMatchObject({
      code: "conflict",
      message: "Nothing was saved: pass the training “Phishing” first, then acknowledge.",
    });
    release();
    await story.acknowledge(ours.person.employee, policyId, versionId);
  });
});
