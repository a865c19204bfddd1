import { describe, expect, test } from "vitest";
import { everyone } from "./testing/story";
import { twoOrganizations } from "./testing/two-organizations";

const { ours, theirs, story, rows } = twoOrganizations();

const assignmentsOf = (versionId: string) => rows((tx) => tx.policyAssignment.findMany({ where: { versionId } }));
const assignmentOf = async (versionId: string, personId: string) =>
  (await assignmentsOf(versionId)).find((row) => row.personId === personId);

describe("acknowledging (P13)", () => {
  test("a double click at once gives one row and the same receipt", async () => {
    const { policyId, versionId } = await story.publish();
    const { employee } = ours.person;
    const receipts = await Promise.all([1, 2, 3, 4].map(() => story.acknowledge(employee, policyId, versionId)));
    expect(new Set(receipts.map(({ id }) => id)).size).toBe(1);
    expect(new Set(receipts.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(
      await rows((tx) => tx.policyAcknowledgement.count({ where: { versionId, personId: employee.personId } })),
    ).toBe(1);
  });

  test("an old page conflicts, names the new version, and saves nothing", async () => {
    const { policyId, versionId } = await story.publish();
    const next = await story.next(policyId, "# Rules\n\nBe kinder.\n", true);
    const attempt = story.acknowledge(ours.person.employee, policyId, versionId);
    await expect(attempt).rejects.toMatchObject({
      code: "conflict",
      message: "Nothing was saved: version 2 was published while you were reading. Read it and acknowledge again.",
      details: { data: { current_version_id: next.versionId, read: `/policies/${policyId}/read` } },
    });
    expect(await rows((tx) => tx.policyAcknowledgement.count({ where: { versionId } }))).toBe(0);
  });

  test("acknowledging and publishing at once: either the old text in time, or a conflict; never both", async () => {
    const { submitVersion } = await import("./submit-version");
    const { approveVersion } = await import("./review-version");
    const { publishVersion } = await import("./publish-version");
    const { revisePolicy } = await import("./revise-policy");
    const { editDraft } = await import("./edit-draft");
    const { policyId, versionId } = await story.publish();
    const next = await revisePolicy(story.author, { policyId });
    await editDraft(story.author, {
      versionId: next.versionId,
      revision: 1,
      title: "Rules",
      text: "New.",
      material: true,
      audience: everyone,
      changeNote: "New.",
    });
    await submitVersion(story.author, { versionId: next.versionId });
    await approveVersion(story.approver, { versionId: next.versionId, material: true });
    const people = [ours.person.employee, ours.person.admin, ours.person.executive, ours.person.support_agent];
    const [, ...attempts] = await Promise.allSettled([
      publishVersion(story.approver, { versionId: next.versionId }),
      ...people.map((person) => story.acknowledge(person, policyId, versionId)),
    ]);
    const late = attempts.filter((attempt) => attempt.status === "rejected");
    for (const attempt of late) expect(attempt.reason).toMatchObject({ code: "conflict" });
    const published = await rows((tx) => tx.policyVersion.findUniqueOrThrow({ where: { id: versionId } }));
    expect(published.status).toBe("superseded");
    expect(await rows((tx) => tx.policyAcknowledgement.count({ where: { versionId } }))).toBe(
      people.length - late.length,
    );
  });

  test("nobody acknowledges for somebody else, by API or by SQL; a key never", async () => {
    const { acknowledgePolicy } = await import("./acknowledge-policy");
    const { policyId, versionId } = await story.publish();
    const { employee, admin } = ours.person;
    await expect(
      acknowledgePolicy(employee, { policyId, versionId, typedName: "x", personId: admin.personId }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const key = {
      kind: "api_key",
      keyId: crypto.randomUUID(),
      name: "k",
      createdById: employee.personId,
      permissions: ["policy:acknowledge"],
      organizationId: ours.id,
      requestId: "r",
    } as const;
    await expect(acknowledgePolicy(key, { policyId, versionId, typedName: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      acknowledgePolicy(ours.person.customer, { policyId, versionId, typedName: "x" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const insert = (acting?: string, status = "now()") =>
      rows(async (tx) => {
        const { contentSha256 } = await tx.policyVersion.findUniqueOrThrow({ where: { id: versionId } });
        const early = status !== "now()";
        await tx.$executeRaw`insert into policy_acknowledgement (id, organization_id, version_id, person_id, content_sha256, statement, method, typed_name, acknowledged_at, recorded_at)
          values (gen_random_uuid(), ${ours.id}::uuid, ${versionId}::uuid, ${admin.personId}::uuid, ${contentSha256}, 's', 'portal', 'x',
            case when ${early} then now() - interval '1 day' else now() end, '2000-01-01')`;
      }, acting);
    await expect(insert()).rejects.toThrow(/nobody acknowledges for somebody else/);
    await expect(insert(employee.personId)).rejects.toThrow(/nobody acknowledges for somebody else/);
    await expect(insert(admin.personId, "early")).rejects.toThrow(/not before it was/);
    await insert(admin.personId);
    const [row] = await rows((tx) => tx.policyAcknowledgement.findMany({ where: { versionId } }));
    expect(row?.recordedAt.getUTCFullYear()).toBeGreaterThan(2020);
  });

  test("what was given is neither changed nor deleted nor taken back (P15)", async () => {
    const { policyId, versionId } = await story.publish();
    const receipt = await story.acknowledge(ours.person.employee, policyId, versionId);
    const { client } = await import("../platform/db/client");
    await expect(rows((tx) => tx.$executeRaw`update policy_acknowledgement set typed_name = 'x'`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(rows((tx) => tx.$executeRaw`delete from policy_acknowledgement`)).rejects.toThrow(/permission denied/);
    await expect(client().$executeRaw`update policy_acknowledgement set typed_name = 'x'`).rejects.toThrow(
      /never changed/,
    );
    await expect(
      client().$executeRaw`delete from policy_acknowledgement where id = ${receipt.id}::uuid`,
    ).rejects.toThrow(/never changed/);
    await expect(client().$executeRaw`truncate policy_acknowledgement cascade`).rejects.toThrow(/never changed/);
    await expect(
      rows(
        (tx) =>
          tx.$executeRaw`update policy_assignment set acknowledgement_id = null, status = 'pending' where version_id = ${versionId}::uuid and acknowledgement_id is not null`,
      ),
    ).rejects.toThrow(/not taken back/);
    const other = await assignmentOf(versionId, ours.person.admin.personId);
    await expect(
      rows(
        (tx) =>
          tx.$executeRaw`update policy_assignment set acknowledgement_id = ${receipt.id}::uuid, status = 'acknowledged' where id = ${other?.id}::uuid`,
      ),
    ).rejects.toThrow(/by its own person/);
  });

  test("another organisation and people outside the audience find nothing", async () => {
    const { policyReader } = await import("./queries/policy-reader");
    const { acknowledgementReceipt } = await import("./queries/acknowledgement-receipt");
    const { policyId, versionId } = await story.publish("Text.", [{ kind: "department", value: "Care" }]);
    for (const person of [theirs.person.employee, theirs.person.policy_author, ours.person.employee]) {
      await expect(policyReader(person, { policyId })).rejects.toMatchObject({ code: "not_found" });
      await expect(story.acknowledge(person, policyId, versionId)).rejects.toMatchObject({ code: "not_found" });
    }
    const open = await story.publish();
    const receipt = await story.acknowledge(ours.person.employee, open.policyId, open.versionId);
    for (const person of [theirs.person.auditor, ours.person.admin]) {
      await expect(acknowledgementReceipt(person, { acknowledgementId: receipt.id })).rejects.toMatchObject({
        code: "not_found",
      });
    }
    expect(await acknowledgementReceipt(ours.person.auditor, { acknowledgementId: receipt.id })).toMatchObject({
      id: receipt.id,
    });
  });
});
