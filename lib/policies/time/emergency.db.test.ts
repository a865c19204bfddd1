import { describe, expect, test } from "vitest";
import { everyone } from "../testing/story";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, story, rows, stop } = twoOrganizations();

const version = (id: string) => rows((tx) => tx.policyVersion.findUniqueOrThrow({ where: { id } }));
const statusOf = async (id: string) => (await version(id)).status;
const openOf = (versionId: string) =>
  rows((tx) => tx.policyAssignment.count({ where: { versionId, current: true, status: "pending" } }));
const outbox = (name: string) => rows((tx) => tx.outboxEvent.findMany({ where: { name } }));

/** What the job does at a moment. */
async function keepTime() {
  const { lapsedEmergencies, lapseEmergency } = await import("./lapse-emergency");
  const system = ours.system("policies-keep-time");
  for (const versionId of await lapsedEmergencies(system, {})) await lapseEmergency(system, { versionId });
}

describe("an emergency publication (P4)", () => {
  const reason = "An attack is going on; the old rule helps it.";
  async function emergency(by = ours.person.compliance_officer) {
    const { revisePolicy } = await import("../revise-policy");
    const { editDraft } = await import("../edit-draft");
    const { publishEmergency } = await import("./publish-emergency");
    const first = await story.publish("Old.");
    const { versionId } = await revisePolicy(story.author, { policyId: first.policyId });
    const written = { title: "Rules", text: "Now.", material: true, audience: everyone, changeNote: "At once." };
    await editDraft(story.author, { ...written, versionId, revision: 1 });
    await publishEmergency(by, { versionId, reason });
    await story.distribute(versionId);
    return { policyId: first.policyId, before: first.versionId, versionId };
  }

  test("stands out until a second person, who neither wrote nor published it, confirms", async () => {
    const { confirmEmergency } = await import("./publish-emergency");
    const { policyFigures } = await import("../queries/compliance-status");
    stop("2026-03-06T15:00:00Z");
    const made = await emergency();
    expect(await statusOf(made.before)).toBe("superseded");
    const figures = () => policyFigures(ours.person.executive, {});
    expect(await figures()).toMatchObject({ unconfirmedEmergencies: 1 });
    const confirm = (by: typeof story.approver) => confirmEmergency(by, { versionId: made.versionId });
    await expect(confirm(ours.person.compliance_officer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(confirm({ ...story.author, roles: ["policy_author", "policy_approver"] })).rejects.toMatchObject({
      message: expect.stringContaining("Your own hand"),
    });
    stop("2026-03-09T14:59:59Z");
    await confirm(story.approver);
    await expect(confirm(story.approver)).rejects.toMatchObject({ code: "conflict" });
    const { policyDetail } = await import("../queries/policy-detail");
    const [shown] = (await policyDetail(story.author, { policyId: made.policyId })).versions;
    expect(shown?.emergency).toMatchObject({ reason, confirmedBy: story.approver.name });
    stop("2026-03-09T15:00:00Z");
    await keepTime();
    expect(await statusOf(made.versionId)).toBe("published");
    expect(await figures()).toMatchObject({ unconfirmedEmergencies: 0 });
  });

  test("is not replaced by another one before a second person has looked", async () => {
    const { revisePolicy } = await import("../revise-policy");
    const { confirmEmergency, publishEmergency } = await import("./publish-emergency");
    stop("2026-03-06T15:00:00Z");
    const made = await emergency();
    const { versionId } = await revisePolicy(story.author, { policyId: made.policyId });
    const again = () => publishEmergency(ours.person.compliance_officer, { versionId, reason });
    stop("2026-03-09T14:00:00Z");
    await expect(again()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("nobody has confirmed it yet"),
    });
    expect([await statusOf(made.versionId), await statusOf(versionId)]).toEqual(["published", "draft"]);
    await confirmEmergency(story.approver, { versionId: made.versionId });
    await again();
    expect(await statusOf(versionId)).toBe("published");
  });

  test("lapses after 72 hours: the version before is back, acknowledgements are kept and marked, an event is sent", async () => {
    const { confirmEmergency } = await import("./publish-emergency");
    const { myPolicies } = await import("../queries/my-policies");
    stop("2026-03-06T15:00:00Z");
    const made = await emergency();
    await story.acknowledge(ours.person.employee, made.policyId, made.versionId);
    stop("2026-03-09T14:59:59Z");
    await keepTime();
    expect(await statusOf(made.versionId)).toBe("published");
    stop("2026-03-09T15:00:00Z");
    await expect(confirmEmergency(story.approver, { versionId: made.versionId })).rejects.toMatchObject({
      code: "conflict",
    });
    const before = (await outbox("policies/emergency.lapsed")).length;
    await keepTime();
    await keepTime();
    expect(await statusOf(made.versionId)).toBe("retired");
    expect(await statusOf(made.before)).toBe("published");
    const events = await outbox("policies/emergency.lapsed");
    expect(events.length - before).toBe(1);
    expect(events.map(({ data }) => data)).toContainEqual({
      organizationId: ours.id,
      policyId: made.policyId,
      versionId: made.versionId,
      publishedById: ours.person.compliance_officer.personId,
    });
    expect(await openOf(made.versionId)).toBe(0);
    await story.distribute(made.before);
    expect(await openOf(made.before)).toBeGreaterThan(5);
    const { receipts } = await myPolicies(ours.person.employee, {});
    expect(receipts.find(({ policyId }) => policyId === made.policyId)).toMatchObject({ lapsed: true });
  });

  test("of a first version nobody confirmed leaves no version in force; an approved one goes the ordinary way", async () => {
    const { publishEmergency } = await import("./publish-emergency");
    stop("2026-03-06T15:00:00Z");
    const draft = await story.draft();
    await expect(publishEmergency(story.author, { versionId: draft.versionId, reason })).rejects.toMatchObject({
      code: "forbidden",
    });
    await publishEmergency(story.approver, { versionId: draft.versionId, reason });
    stop("2026-03-10T15:00:00Z");
    await keepTime();
    expect(await statusOf(draft.versionId)).toBe("retired");
    const approved = await story.draft();
    await story.approve(approved.versionId);
    await expect(publishEmergency(story.approver, { versionId: approved.versionId, reason })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("the ordinary way"),
    });
  });

  test("has no side door in plain SQL either", async () => {
    const draft = await story.draft();
    const { author, approver } = story;
    const publish = (reasonSql: string | null, by: string, hours = 72) =>
      rows(
        (
          tx,
        ) => tx.$executeRaw`update policy_version set status = 'published', published_at = now(), in_force_at = now(),
          published_by_id = ${by}::uuid, emergency_reason = ${reasonSql},
          emergency_until = case when ${reasonSql}::text is null then null else now() + make_interval(hours => ${hours}) end
          where id = ${draft.versionId}::uuid`,
        approver.personId,
      );
    await expect(publish(null, approver.personId)).rejects.toThrow(/does not go from draft to published/);
    await expect(publish("x", author.personId)).rejects.toThrow(/in the name of whoever acts/);
    await expect(publish("x", approver.personId, 7200)).rejects.toThrow(/policy_version_emergency/);
    await publish("x", approver.personId);
    const confirm = (by: string, as = by) =>
      rows(
        (
          tx,
        ) => tx.$executeRaw`update policy_version set emergency_confirmed_at = now(), emergency_confirmed_by_id = ${by}::uuid
          where id = ${draft.versionId}::uuid`,
        as,
      );
    for (const [by, as] of [[approver.personId], [author.personId], [ours.person.admin.personId, approver.personId]])
      await expect(confirm(by as string, as)).rejects.toThrow(/by a second person/);
    const { employee } = ours.person;
    const refused = /does not go from|only the version before/;
    await expect(
      rows(
        (tx) => tx.$executeRaw`update policy_version set status = 'draft' where id = ${draft.versionId}::uuid`,
        employee.personId,
      ),
    ).rejects.toThrow(refused);
    const made = await story.publish();
    await story.next(made.policyId, "Newer.", true);
    await expect(
      rows((tx) => tx.$executeRaw`update policy_version set status = 'published' where id = ${made.versionId}::uuid`),
    ).rejects.toThrow(refused);
  });
});
