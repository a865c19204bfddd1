import { describe, expect, test } from "vitest";
import { everyone } from "./testing/story";
import { twoOrganizations } from "./testing/two-organizations";

const { ours, theirs, story, rows: asApplication } = twoOrganizations();

const statusOf = (versionId: string) =>
  asApplication(async (tx) => (await tx.policyVersion.findUniqueOrThrow({ where: { id: versionId } })).status);
const eventsOf = (action: string, outcome: "success" | "denied" | "failure") =>
  asApplication((tx) => tx.auditEvent.findMany({ where: { action, outcome } }));

describe("the life of a policy", () => {
  test("draft, edit, review, approval, publication, reading, receipt (P1, P2, P13)", async () => {
    const { editDraft } = await import("./edit-draft");
    const { submitVersion } = await import("./submit-version");
    const { approveVersion } = await import("./review-version");
    const { publishVersion } = await import("./publish-version");
    const { policyReader } = await import("./queries/policy-reader");
    const { myPolicyWork } = await import("./queries/my-policies");
    const { acknowledgementReceipt } = await import("./queries/acknowledgement-receipt");
    const { author, approver } = story;
    const { employee } = ours.person;

    const made = await story.draft("# Rules\r\n\r\nBe kind. 🌱 <script>alert(1)</script> مرحبا\r\n\r\n");
    expect(made.reference).toMatch(/^POL-\d{3}$/);
    await editDraft(author, {
      versionId: made.versionId,
      revision: 1,
      title: "Rules of the house",
      text: "# Rules\n\nBe kind. 🌱 <script>alert(1)</script> مرحبا\nTwice.  \n",
      audience: everyone,
    });
    await submitVersion(author, { versionId: made.versionId });
    await expect(
      editDraft(author, { versionId: made.versionId, revision: 2, title: "x", text: "sneaky", audience: everyone }),
    ).rejects.toMatchObject({ code: "conflict" });
    await expect(publishVersion(approver, { versionId: made.versionId })).rejects.toMatchObject({ code: "conflict" });
    await approveVersion(approver, { versionId: made.versionId, material: "true" });
    expect(await statusOf(made.versionId)).toBe("approved");
    await publishVersion(approver, { versionId: made.versionId });
    // Addressed already, though the job has not run yet.
    expect((await policyReader(employee, { policyId: made.policyId })).assignment).toBeNull();
    await story.distribute(made.versionId);

    expect(await myPolicyWork(employee, {})).toMatchObject({
      count: 1,
      items: [{ reference: made.reference, number: 1 }],
    });
    const reading = await policyReader(employee, { policyId: made.policyId });
    expect(reading.version.text).toBe("# Rules\n\nBe kind. 🌱 <script>alert(1)</script> مرحبا\nTwice.  \n");
    const receipt = await story.acknowledge(employee, made.policyId, reading.version.id);
    expect(receipt).toMatchObject({
      policy: { reference: made.reference, title: "Rules of the house" },
      version: { number: 1, content_sha256: reading.version.contentSha256 },
      person: { id: employee.personId, typed_name: "As typed" },
      statement: "I have read this policy and will follow it.",
      method: "portal",
      evidence: { ip: "192.0.2.1", user_agent: "test", read_percent: null, visible_seconds: null },
    });
    expect(await myPolicyWork(employee, {})).toMatchObject({ count: 0, items: [] });
    const kept = await acknowledgementReceipt(employee, { acknowledgementId: receipt.id });
    const { log, ...facts } = kept;
    expect(facts).toEqual(receipt);
    expect(log).toBeNull();
    const actions = await asApplication((tx) =>
      tx.auditEvent.findMany({ where: { resourceId: { in: [made.versionId, receipt.id] } }, orderBy: { id: "asc" } }),
    );
    expect(actions.map(({ action }) => action)).toEqual([
      "policy.draft",
      "policy.edit",
      "policy.submit",
      "policy.approve",
      "policy.publish",
      "policy.distribute",
      "policy.acknowledge",
    ]);
  });

  test("what was sent back returns to its author with the comment, and starts a new round (P2)", async () => {
    const { submitVersion } = await import("./submit-version");
    const { sendBackVersion, approveVersion } = await import("./review-version");
    const { policyDetail } = await import("./queries/policy-detail");
    const { versionId, policyId } = await story.draft();
    await submitVersion(story.author, { versionId });
    await expect(sendBackVersion(story.approver, { versionId, comment: " " })).rejects.toMatchObject({
      code: "invalid",
    });
    await sendBackVersion(story.approver, { versionId, comment: "Say who decides." });
    expect(await statusOf(versionId)).toBe("draft");
    await submitVersion(story.author, { versionId });
    await approveVersion(story.approver, { versionId, material: true });
    const { versions } = await policyDetail(story.author, { policyId });
    expect(versions[0]?.approvals.map(({ decision, round, comment }) => [decision, round, comment])).toEqual([
      ["returned", 1, "Say who decides."],
      ["approved", 2, ""],
    ]);
  });

  test("two people saving one draft: the second is told, nothing is lost", async () => {
    const { editDraft } = await import("./edit-draft");
    const { versionId } = await story.draft();
    const edit = { versionId, revision: 1, title: "Rules", text: "One.", audience: everyone };
    await editDraft(story.author, edit);
    await expect(editDraft(story.author, { ...edit, text: "Other." })).rejects.toMatchObject({ code: "conflict" });
  });

  test("a second version says what changed before it is handed in, and only one is worked on", async () => {
    const { revisePolicy } = await import("./revise-policy");
    const { submitVersion } = await import("./submit-version");
    const { policyId } = await story.publish();
    const { versionId } = await revisePolicy(story.author, { policyId });
    await expect(revisePolicy(story.author, { policyId })).rejects.toMatchObject({ code: "conflict" });
    await expect(submitVersion(story.author, { versionId })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("separation of duties (P3)", () => {
  test("the author cannot approve: clear error, nothing changed, a denied event", async () => {
    const { submitVersion } = await import("./submit-version");
    const { approveVersion, sendBackVersion } = await import("./review-version");
    const both = await ours.join("Bo Both", ["policy_author", "policy_approver"]);
    const { draftPolicy } = await import("./draft-policy");
    const { versionId } = await draftPolicy(both, {
      title: "Mine",
      type: "code_of_conduct",
      text: "Mine.",
      audience: everyone,
    });
    await submitVersion(both, { versionId });
    const before = (await eventsOf("policy.approve", "denied")).length;
    const attempt = approveVersion(both, { versionId, material: true });
    await expect(attempt).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringContaining("You wrote this version"),
    });
    await expect(sendBackVersion(both, { versionId, comment: "No." })).rejects.toMatchObject({ code: "forbidden" });
    expect(await statusOf(versionId)).toBe("in_review");
    expect((await eventsOf("policy.approve", "denied")).length).toBe(before + 1);
  });

  test("nor can anybody who edited the text, even in an earlier round", async () => {
    const { editDraft } = await import("./edit-draft");
    const { submitVersion } = await import("./submit-version");
    const { approveVersion } = await import("./review-version");
    const editor = await ours.join("Ed Editor", ["policy_author", "policy_approver"]);
    const { versionId } = await story.draft();
    await editDraft(editor, { versionId, revision: 1, title: "Rules", text: "Edited.", audience: everyone });
    await submitVersion(story.author, { versionId });
    await expect(approveVersion(editor, { versionId, material: true })).rejects.toMatchObject({
      message: expect.stringContaining("You edited the text"),
    });
    await approveVersion(story.approver, { versionId, material: true });
  });

  test("a wrong role, another organisation's version, a key: refused", async () => {
    const { submitVersion } = await import("./submit-version");
    const { approveVersion } = await import("./review-version");
    const { versionId } = await story.draft();
    await submitVersion(story.author, { versionId });
    await expect(approveVersion(ours.person.employee, { versionId, material: true })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(approveVersion(theirs.person.policy_approver, { versionId, material: true })).rejects.toMatchObject({
      code: "not_found",
    });
    const key = {
      kind: "api_key",
      keyId: crypto.randomUUID(),
      name: "k",
      createdById: story.approver.personId,
      permissions: ["policy:approve"],
      organizationId: ours.id,
      requestId: "r",
    } as const;
    await expect(approveVersion(key, { versionId, material: true })).rejects.toMatchObject({ code: "forbidden" });
    await expect(approveVersion(story.approver, { versionId, material: false })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await statusOf(versionId)).toBe("in_review");
  });

  test("the database refuses an approval by the author, by an editor, in another's name, or of another text", async () => {
    const { editDraft } = await import("./edit-draft");
    const { submitVersion } = await import("./submit-version");
    const editor = await ours.join("Eva Editor", ["policy_author"]);
    const { versionId } = await story.draft();
    await editDraft(editor, { versionId, revision: 1, title: "Rules", text: "Edited.", audience: everyone });
    await submitVersion(story.author, { versionId });
    const insert = (approver: string, acting: string, hash?: string) =>
      asApplication(async (tx) => {
        const { contentSha256 } = await tx.policyVersion.findUniqueOrThrow({ where: { id: versionId } });
        await tx.$executeRaw`insert into policy_approval (id, organization_id, version_id, round, approver_id, decision, material, comment, content_sha256, decided_at)
          values (gen_random_uuid(), ${ours.id}::uuid, ${versionId}::uuid, 1, ${approver}::uuid, 'approved', true, '', ${hash ?? contentSha256}, now())`;
      }, acting);
    const { author, approver } = story;
    await expect(insert(author.personId, author.personId)).rejects.toThrow(/do not approve it/);
    await expect(insert(editor.personId, editor.personId)).rejects.toThrow(/do not approve it/);
    await expect(insert(approver.personId, author.personId)).rejects.toThrow(/in the name of whoever acts/);
    await expect(insert(approver.personId, approver.personId, "0".repeat(64))).rejects.toThrow(
      /exactly as it was handed in/,
    );
    const jump = (to: string) =>
      asApplication(
        (tx) =>
          tx.$executeRaw`update policy_version set status = ${to}::policy_version_status where id = ${versionId}::uuid`,
      );
    await expect(jump("approved")).rejects.toThrow(/not been approved/);
    await expect(jump("published")).rejects.toThrow(/does not go from/);
    await insert(approver.personId, approver.personId);
    await jump("approved");
    await expect(
      asApplication(
        (tx) =>
          tx.$executeRaw`update policy_version set text = 'x', content_sha256 = encode(sha256('x'), 'hex') where id = ${versionId}::uuid`,
      ),
    ).rejects.toThrow(/is not changed/);
    await expect(asApplication((tx) => tx.$executeRaw`delete from policy_approval`)).rejects.toThrow(
      /permission denied/,
    );
  });

  test("the database refuses a version born published, a text without its hash, and an edit by nobody", async () => {
    const { versionId, policyId } = await story.draft();
    const { author } = story;
    const born = asApplication(
      (
        tx,
      ) => tx.$executeRaw`insert into policy_version (id, organization_id, policy_id, number, status, title, description, text, content_sha256, change_note, material, due_days, author_id, created_at, updated_at)
        values (gen_random_uuid(), ${ours.id}::uuid, ${policyId}::uuid, 9, 'published', 'x', '', 'x', encode(sha256('x'), 'hex'), '', true, 14, ${author.personId}::uuid, now(), now())`,
      author.personId,
    );
    await expect(born).rejects.toThrow(/begins as a draft/);
    const set = (sql: "hash" | "text", acting?: string) =>
      asApplication(
        (tx) =>
          sql === "hash"
            ? tx.$executeRaw`update policy_version set text = 'y' where id = ${versionId}::uuid`
            : tx.$executeRaw`update policy_version set text = 'y', content_sha256 = encode(sha256('y'), 'hex') where id = ${versionId}::uuid`,
        acting,
      );
    await expect(set("hash", author.personId)).rejects.toThrow(/policy_version_content_hash/);
    await expect(set("text")).rejects.toThrow(/null value in column "person_id"/);
    await set("text", story.approver.personId);
    const { submitVersion } = await import("./submit-version");
    const { approveVersion } = await import("./review-version");
    await submitVersion(author, { versionId });
    // Whoever changed the text by plain SQL became an editor of it.
    await expect(approveVersion(story.approver, { versionId, material: true })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
