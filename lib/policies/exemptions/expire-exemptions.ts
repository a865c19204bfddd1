import "server-only";
import { z } from "zod";
import { command } from "../../platform/operation/command";
import { dateColumn, localDateOf } from "../local-day";
import { reopenExempted } from "./reopen";

/** Ends exemptions whose last day has passed; the people concerned are asked again (P16). Safe to run twice. */
export const expireExemptions = command({
  name: "policy.expire-exemptions",
  summary: "End exemptions whose time is over",
  permission: "policy:keep-time",
  type: "compliance_control",
  controls: ["CC5.3"],
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const { count } = await tx.policyExemption.updateMany({
      where: { status: "approved", expiresOn: { lt: dateColumn(today) } },
      data: { status: "expired", endedAt: now },
    });
    const asked = count > 0 ? await reopenExempted(tx, today) : 0;
    return {
      output: { expired: count, asked },
      event: { resource: { type: "policy_exemption", id: null }, after: { expired: count, askedAgain: asked } },
    };
  },
});
