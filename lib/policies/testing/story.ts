import type { TestOrganization } from "@/scripts/testing/organization";

type Rule = {
  kind: "everyone" | "role" | "department" | "location" | "group";
  value?: string;
  excluded?: boolean;
  dueDays?: number;
};
export const everyone: Rule[] = [{ kind: "everyone" }];

/** The acts of a policy's life, as the right people, for database tests. */
export async function policyStory(organization: TestOrganization) {
  const { draftPolicy } = await import("../draft-policy");
  const { editDraft } = await import("../edit-draft");
  const { submitVersion } = await import("../submit-version");
  const { approveVersion } = await import("../review-version");
  const { publishVersion } = await import("../publish-version");
  const { revisePolicy } = await import("../revise-policy");
  const { distributeVersion } = await import("../distribute-version");
  const { acknowledgePolicy } = await import("../acknowledge-policy");
  const { policy_author: author, policy_approver: approver } = organization.person;

  const draft = (text = "# Rules\n\nBe kind.\n", audience = everyone, more: object = {}) =>
    draftPolicy(author, { title: "Rules", type: "code_of_conduct", text, audience, ...more });

  async function approve(versionId: string, material = true) {
    await submitVersion(author, { versionId });
    await approveVersion(approver, { versionId, material });
  }

  async function distribute(versionId: string, limit = 2000) {
    let [after, asked, withdrawn, batches]: [string | null, number, number, number] = [null, 0, 0, 0];
    do {
      const batch: { next: string | null; asked: number; withdrawn: number } = await distributeVersion(
        organization.system("policies-distribute-version"),
        { versionId, after, limit },
      );
      after = batch.next;
      asked += batch.asked;
      withdrawn += batch.withdrawn;
      batches += 1;
    } while (after);
    return { asked, withdrawn, batches };
  }

  async function publish(text?: string, audience?: Rule[], more?: object) {
    const made = await draft(text, audience, more);
    await approve(made.versionId);
    await publishVersion(approver, { versionId: made.versionId });
    await distribute(made.versionId);
    return made;
  }

  /** A next version, approved and published; not distributed. */
  async function next(
    policyId: string,
    text: string,
    material: boolean,
    audience: Rule[] = everyone,
    effectiveFrom?: string,
  ) {
    const { versionId, number } = await revisePolicy(author, { policyId });
    const written = { title: "Rules", text, material, audience, effectiveFrom, changeNote: "What changed." };
    await editDraft(author, { ...written, versionId, revision: 1 });
    await approve(versionId, material);
    await publishVersion(approver, { versionId });
    return { versionId, number };
  }

  const acknowledge = (person: Parameters<typeof acknowledgePolicy>[0], policyId: string, versionId: string) =>
    acknowledgePolicy(person, { policyId, versionId, typedName: "As typed" });

  return { author, approver, draft, approve, publish, next, distribute, acknowledge };
}
