import "server-only";
import { acknowledgePolicy } from "@/lib/policies/acknowledge-policy";
import { distributeVersion } from "@/lib/policies/distribute-version";
import { draftPolicy } from "@/lib/policies/draft-policy";
import { editDraft } from "@/lib/policies/edit-draft";
import { decideExemption } from "@/lib/policies/exemptions/decide-exemption";
import { requestExemption } from "@/lib/policies/exemptions/request-exemption";
import { addToGroup, saveGroup } from "@/lib/policies/groups/groups";
import { publishVersion } from "@/lib/policies/publish-version";
import { remindPeople } from "@/lib/policies/reminders/remind-people";
import { approveVersion } from "@/lib/policies/review-version";
import { revisePolicy } from "@/lib/policies/revise-policy";
import { businessContinuity } from "@/lib/policies/starters/business-continuity";
import { changeManagement } from "@/lib/policies/starters/change-management";
import { submitVersion } from "@/lib/policies/submit-version";
import { publishEmergency } from "@/lib/policies/time/publish-emergency";
import { reviewPolicy } from "@/lib/policies/time/review-policy";
import type { SeedContext } from "./context";

const crew = ["employee.20", "employee.21", "employee.22", "employee.23"];

/** Northwind's crew for emergencies: a version whose day is to come, an emergency to confirm, a review, exceptions, reminders. */
export async function seedPolicyPeople(context: SeedContext): Promise<void> {
  const { actor, daysAgo } = context;
  const [author, approver, officer] = [
    () => actor("mara.lindner"),
    () => actor("jonas.brandt"),
    () => actor("nora.falk"),
  ];
  const day = (days: number) => new Date(context.today.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const text = (starter: { text: string }) => starter.text.replaceAll("[organisation]", "Northwind Health");
  const distribute = (versionId: string) =>
    distributeVersion(context.system("policies-distribute-version"), { versionId, limit: 10_000 });

  const { groupId } = await daysAgo(95, async () => {
    const group = await saveGroup(author(), {
      name: "Continuity crew",
      description: "Who keeps the clinics running when systems fail.",
    });
    await addToGroup(author(), { ...group, emails: crew.map((signIn) => `${signIn}@northwind.example`).join("\n") });
    return group;
  });
  const audience = [{ kind: "group" as const, value: groupId, dueDays: 10 }];
  const draft = (starter: typeof businessContinuity) =>
    draftPolicy(author(), {
      title: starter.title,
      type: starter.type,
      description: starter.description,
      text: text(starter),
      audience,
      requirementIds: [...starter.requirementIds],
      reviewDate: day(58),
    });
  const approve = async (versionId: string) => {
    await submitVersion(author(), { versionId });
    await approveVersion(approver(), { versionId, material: true });
    await publishVersion(approver(), { versionId });
    await distribute(versionId);
  };

  const continuity = await daysAgo(90, async () => {
    const made = await draft(businessContinuity);
    await approve(made.versionId);
    return made;
  });
  for (const [index, signIn] of crew.entries())
    await daysAgo(88 - index, () => acknowledgePolicy(actor(signIn), { ...continuity, typedName: actor(signIn).name }));
  await daysAgo(30, () =>
    reviewPolicy(officer(), {
      policyId: continuity.policyId,
      note: "Read after the power cut of last month: everything in it worked.",
      nextReviewDate: day(58),
    }),
  );
  await daysAgo(8, async () => {
    const next = await revisePolicy(author(), { policyId: continuity.policyId });
    await editDraft(author(), {
      versionId: next.versionId,
      revision: 1,
      title: businessContinuity.title,
      description: businessContinuity.description,
      text: `${text(businessContinuity)}\n## From the new clinic on\n\nThe clinic in Hamburg is part of every exercise.\n`,
      changeNote: "The new clinic takes part in every exercise from the day it opens.",
      audience,
      effectiveFrom: day(14),
    });
    await approve(next.versionId);
  });
  await daysAgo(0.9, async () => {
    const made = await draft(changeManagement);
    await publishEmergency(officer(), {
      versionId: made.versionId,
      reason:
        "Two changes without a way back stopped the booking system this week. The crew needs the rule before the weekend.",
    });
    await distribute(made.versionId);
  });

  const exempt = {
    policyId: continuity.policyId,
    kind: "exemption" as const,
    reason: "On parental leave until next month; no work account is in use.",
    compensatingMeasure: "Reads it with the team lead on the first day back.",
    expiresOn: day(20),
  };
  const asked = await daysAgo(6, () =>
    requestExemption(approver(), { ...exempt, personEmail: "employee.23@northwind.example" }),
  );
  await daysAgo(5, () =>
    decideExemption(officer(), {
      exemptionId: asked.exemptionId,
      decision: "approved",
      comment: "Until the first week back.",
    }),
  );
  await daysAgo(2, () =>
    requestExemption(author(), {
      policyId: continuity.policyId,
      kind: "exception",
      scope: "Exercises: the pharmacy in Berlin",
      reason: "The pharmacy is being rebuilt and has no staff on site.",
      compensatingMeasure: "The neighbouring clinic covers its part of the exercise.",
      expiresOn: day(80),
    }),
  );
  // The first weekday of the three before today, so that one digest has gone out.
  for (const before of [1, 2, 3]) {
    const { mails } = await daysAgo(before, () => remindPeople(context.system("policies-remind"), { limit: 500 }));
    if (mails > 0) break;
  }
}
