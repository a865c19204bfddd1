import { describe, expect, test } from "vitest";
import { contentHash } from "./content-hash";
import { everyone } from "./testing/story";
import { twoOrganizations } from "./testing/two-organizations";

const { ours, theirs, story, rows } = twoOrganizations();

const text = "# Rules\n\nBe kind.\n\nAsk first. 🌱 مرحبا <b>\n";

describe("comments on a paragraph (P2, P3)", () => {
  test("of a version in review stand with their passage, are kept when it is sent back, and say when it was changed", async () => {
    const { commentOnPassage } = await import("./comment-on-passage");
    const { submitVersion } = await import("./submit-version");
    const { sendBackVersion } = await import("./review-version");
    const { editDraft } = await import("./edit-draft");
    const { policyDetail } = await import("./queries/policy-detail");
    const { author, approver } = story;
    const { policyId, versionId } = await story.draft(text);
    const about = { versionId, contentSha256: contentHash(text), position: 2, text: "Whom? 🤔 <i>" };
    // A draft is still being written: there is nothing to review yet.
    await expect(commentOnPassage(approver, about)).rejects.toMatchObject({ code: "conflict" });
    await submitVersion(author, { versionId });
    const { id } = await commentOnPassage(approver, about);
    const commentsNow = async () => (await policyDetail(author, { policyId })).versions[0]?.comments;
    const passage = "Ask first. 🌱 مرحبا <b>";
    expect(await commentsNow()).toMatchObject([{ id, passage, position: 2, text: about.text, author: approver.name }]);

    for (const position of [3, 99]) await expect(commentOnPassage(approver, { ...about, position })).rejects.toThrow();
    for (const wrong of [{ text: "" }, { position: -1 }])
      await expect(commentOnPassage(approver, { ...about, ...wrong })).rejects.toMatchObject({ code: "invalid" });
    await expect(commentOnPassage(ours.person.employee, about)).rejects.toMatchObject({ code: "forbidden" });
    await expect(commentOnPassage(ours.person.compliance_officer, about)).rejects.toMatchObject({ code: "forbidden" });
    await expect(commentOnPassage(theirs.person.policy_approver, about)).rejects.toMatchObject({ code: "not_found" });
    // The author with the approver's role: not even then (P3).
    const both = { ...author, roles: ["policy_author", "policy_approver"] as const };
    await expect(commentOnPassage(both, about)).rejects.toMatchObject({
      message: expect.stringContaining("somebody else must review it"),
    });

    await sendBackVersion(approver, { versionId, comment: "See my remark." });
    const changed = "# Rules\n\nNew.\n\nBe kind.\n\nAsk your manager.\n";
    await editDraft(author, { versionId, revision: 1, title: "Rules", text: changed, audience: everyone });
    expect(await commentsNow()).toMatchObject([{ id, passage }]);
    // What was handed in again is another text: the page with the old one saves nothing.
    await submitVersion(author, { versionId });
    await expect(commentOnPassage(approver, about)).rejects.toMatchObject({ code: "conflict" });
    await commentOnPassage(approver, { ...about, contentSha256: contentHash(changed), position: 3, text: "Good." });
    expect(await commentsNow()).toHaveLength(2);
    const events = await rows((tx) => tx.auditEvent.findMany({ where: { action: "policy.comment" } }));
    const outcomes = Object.groupBy(events, ({ outcome }) => outcome);
    expect([outcomes.success?.length, outcomes.denied?.length, outcomes.failure?.length]).toEqual([2, 3, 2]);
  });

  test("are refused by the database itself in another's name, by an author, about words that are not there, and for ever after", async () => {
    const { submitVersion } = await import("./submit-version");
    const { versionId } = await story.draft(text);
    await submitVersion(story.author, { versionId });
    const insert = (by: string, passage: string, as = by) =>
      rows(
        (tx) => tx.$executeRaw`
          insert into policy_comment (id, organization_id, version_id, round, author_id, content_sha256, passage, position, text, written_at)
          values (gen_random_uuid(), ${ours.id}::uuid, ${versionId}::uuid, 1, ${by}::uuid, ${contentHash(text)}, ${passage}, 0, 'x', now())`,
        as,
      );
    const { author, approver } = story;
    await expect(insert(author.personId, "Be kind.")).rejects.toThrow(/do not review it/);
    await expect(insert(approver.personId, "Be kind.", author.personId)).rejects.toThrow(/in the name of whoever acts/);
    await expect(insert(approver.personId, "Be rude.")).rejects.toThrow(/exactly as it was handed in/);
    await insert(approver.personId, "Be kind.");
    await expect(rows((tx) => tx.$executeRaw`update policy_comment set text = 'y'`)).rejects.toThrow(/denied|refused/);
    await expect(rows((tx) => tx.$executeRaw`delete from policy_comment`)).rejects.toThrow(/denied|refused/);
    expect(await rows((tx) => tx.policyComment.count({ where: { versionId, text: "x" } }))).toBe(1);
  });
});
