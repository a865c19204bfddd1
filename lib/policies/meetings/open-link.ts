import "server-only";
import { z } from "zod";
import { hashToken } from "../../platform/auth/api-keys";
import { AppError, notFound } from "../../platform/errors";
import { destroySecretsOf } from "../../platform/mail/secrets";
import { command } from "../../platform/operation/command";
import { personActing } from "../people";

/** Opens the reader by the personal link of a mail (P15): once, for its own person, who has signed in. It acknowledges nothing. */
export const openMailLink = command({
  name: "policy.open-link",
  summary: "Open a policy by the personal link of a mail",
  permission: "policy:acknowledge",
  type: "compliance_control",
  controls: ["CC2.2"],
  input: z.object({ token: z.string().min(20).max(100) }),
  async run({ tx, actor, now }, { token }) {
    const personId = personActing(actor);
    const tokenHash = hashToken(token);
    await tx.$queryRaw`select 1 from policy_mail_link where token_hash = ${tokenHash} for update`;
    const link = await tx.policyMailLink.findUnique({
      where: { tokenHash },
      include: { assignment: { include: { version: { select: { id: true, policyId: true, number: true } } } } },
    });
    if (!link || link.personId !== personId) throw notFound("This link");
    const { version, status, current } = link.assignment;
    const place = { policyId: version.policyId, versionId: version.id };
    if (link.usedAt || link.expiresAt <= now)
      throw new AppError("gone", "This link was used or has expired. The policy waits under Policies.", {
        data: place,
      });
    await tx.policyMailLink.update({ where: { id: link.id }, data: { usedAt: now } });
    await destroySecretsOf(tx, link.id, now);
    if (current && (status === "pending" || status === "overdue"))
      await tx.policyAssignment.update({ where: { id: link.assignmentId }, data: { linkOpenedAt: now } });
    return {
      output: place,
      event: { resource: { type: "policy_version", id: version.id }, after: { openedByLink: true } },
    };
  },
});
