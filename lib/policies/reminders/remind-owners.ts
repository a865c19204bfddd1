import "server-only";
import { z } from "zod";
import { env } from "../../platform/env";
import { command } from "../../platform/operation/command";
import { inForce } from "../in-force";
import { dateColumn, dateText, localDateOf } from "../local-day";
import { notifyOnce } from "./notify";
import { isWeekend, reviewStage } from "./plan";
import { dueWords } from "./words";

const endingDays = 14;

/** Owners hear of a review 60, 30 and 7 days before (P7), who asked for an exemption 14 days before it ends (P16). Safe to run twice. */
export const remindOwners = command({
  name: "policy.remind-reviews",
  summary: "Remind of reviews and of exemptions that end",
  permission: "policy:remind",
  type: "compliance_control",
  crud: "create",
  controls: ["A.5.1", "CC5.3"],
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { organizationId } = actor;
    const today = await localDateOf(tx, organizationId, now);
    const quiet = isWeekend(today);
    const policies = quiet
      ? []
      : await tx.policy.findMany({
          where: { reviewDate: { not: null }, versions: { some: inForce } },
          select: { id: true, reference: true, title: true, ownerId: true, reviewDate: true },
        });
    const ending = quiet
      ? []
      : await tx.policyExemption.findMany({
          where: {
            status: "approved",
            expiresOn: { gte: dateColumn(today), lte: new Date(dateColumn(today).getTime() + endingDays * 86_400_000) },
          },
          include: { policy: { select: { title: true } } },
        });
    const emails = new Map(
      (
        await tx.person.findMany({
          where: {
            id: { in: [...policies.map(({ ownerId }) => ownerId), ...ending.map(({ requesterId }) => requesterId)] },
            memberships: { some: { organizationId, active: true } },
          },
          select: { id: true, email: true },
        })
      ).map(({ id, email }) => [id, email]),
    );
    let mails = 0;
    const tell = async (kind: string, to: string, object: string, subject: string, body: string) => {
      const email = emails.get(to);
      if (email === undefined) return;
      const mail = { organizationId, kind, recipient: { id: to, email }, object, subject, body };
      if (await notifyOnce(tx, mail, now)) mails += 1;
    };
    for (const { id, reference, title, ownerId, reviewDate } of policies) {
      const due = dateText(reviewDate ?? now);
      const stage = reviewStage(due, today);
      if (stage === null) continue;
      await tell(
        `policy-review-${stage}`,
        ownerId,
        `${id}:${due}`,
        `Review of ${title}: ${dueWords(due, today)}`,
        `The review of ${title} (${reference}) is ${dueWords(due, today)}.\n\nBegin a new version, or record that it stays as it is:\n${env.PUBLIC_URL}/policies/${id}\n`,
      );
    }
    for (const { id, reference, policy, requesterId, expiresOn } of ending)
      await tell(
        "policy-exemption-ending",
        requesterId,
        id,
        `${reference} ends on ${dateText(expiresOn)}`,
        `The exemption ${reference} from ${policy.title} ends on ${dateText(expiresOn)}. After that the policy applies as to everybody else. If it is still needed, ask again in time:\n${env.PUBLIC_URL}/policies/exceptions\n`,
      );
    return { output: { mails }, event: { resource: { type: "policy", id: null }, after: { mails } } };
  },
});
