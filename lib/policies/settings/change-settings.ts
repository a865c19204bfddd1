import "server-only";
import { isGranted } from "../../platform/auth/permissions";
import type { Tx } from "../../platform/db/client";
import { AppError, notFound } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { dateColumn, dateText } from "../local-day";
import { withdrawOpen } from "../withdraw-open";
import { settingsInput } from "./schema";

/** Changes what holds for a policy whatever its version says: whose it is, who is asked how often, how many approve (P3, P5, P7). */
export const changePolicySettings = command({
  name: "policy.change-settings",
  summary: "Change the settings of a policy",
  permission: "policy:settings",
  concerns: { type: "policy", field: "policyId" },
  type: "policy_change",
  riskLevel: "medium",
  controls: ["CC5.3", "A.5.1", "A.5.3"],
  input: settingsInput,
  async run({ tx, now }, { policyId, reviewDate, reaffirmAfterDays = null, ...input }) {
    await tx.$queryRaw`select 1 from policy where id = ${policyId}::uuid for update`;
    const policy = await tx.policy.findUnique({
      where: { id: policyId },
      include: { versions: { select: { id: true, number: true, status: true } } },
    });
    if (!policy) throw notFound("This policy");
    if (input.ownerId !== policy.ownerId) await assertCanOwn(tx, input.ownerId);
    const waiting = policy.versions.find(({ status }) => status === "in_review" || status === "approved");
    if (waiting && input.approvalsRequired !== policy.approvalsRequired) {
      throw refused("approvalsRequired", `Version ${waiting.number} waits: this is changed before it is handed in.`);
    }
    const data = { ...input, reaffirmAfterDays, reviewDate: reviewDate ? dateColumn(reviewDate) : null };
    await tx.policy.update({ where: { id: policyId }, data });
    // Asked again once it is required again: the hourly look at audiences brings back who was asked.
    const published = policy.versions.filter(({ status }) => status === "published").map(({ id }) => id);
    const withdrawn =
      policy.acknowledgementRequired && !input.acknowledgementRequired ? await withdrawOpen(tx, published, now) : 0;
    const changed = (Object.keys(data) as (keyof typeof data)[]).filter(
      (name) => JSON.stringify(data[name]) !== JSON.stringify(policy[name]),
    );
    const words = (values: typeof data) =>
      Object.fromEntries(changed.map((name) => [name, plain(values[name])] as const));
    return {
      output: { policyId, changed: changed.length, withdrawn },
      event: {
        resource: { type: "policy", id: policyId, label: policy.reference },
        before: words(policy),
        after: { ...words(data), ...(withdrawn > 0 ? { withdrawn } : {}) },
      },
    };
  },
});

const plain = (value: string | number | boolean | string[] | Date | null) =>
  value instanceof Date ? dateText(value) : value;

const refused = (field: string, message: string) =>
  new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors: { [field]: [message] } });

/** An owner is reminded of reviews, so it must be somebody who works here and may record one. */
async function assertCanOwn(tx: Tx, personId: string): Promise<void> {
  const member = await tx.membership.findFirst({ where: { personId, active: true }, select: { roles: true } });
  if (!member || !isGranted("policy:review", member.roles))
    throw refused("ownerId", "Choose somebody who writes, approves or oversees policies.");
}
