import { randomUUID } from "node:crypto";
import type { EventDraft } from "@/lib/platform/operation/event-draft";
import type { TestOrganization } from "@/scripts/testing/organization";
import { tamper } from "./log-inspection";

export type Given = Partial<EventDraft> & {
  organization?: Pick<TestOrganization, "id" | "person">;
  at?: Date;
  requestId?: string;
  ip?: string;
};

/** Leaves one event of a policy author; what is not given is the same for all. Returns its id. */
export async function leaveEvent(
  ours: Pick<TestOrganization, "id" | "person">,
  { organization = ours, at = new Date(), requestId = randomUUID(), ip, ...draft }: Given = {},
): Promise<string> {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { record } = await import("@/lib/platform/operation/record");
  const by = { ...organization.person.policy_author, requestId, ...(ip ? { ip } : {}) };
  const whole: EventDraft = {
    type: "policy_change",
    action: "example.write",
    crud: "update",
    outcome: "success",
    riskLevel: "low",
    retentionClass: "seven_years",
    controlIds: [],
    resource: { type: "example", id: null },
    ...draft,
  };
  return inTenant(organization.id, "write", (tx) => record(tx, by, whole, [], at));
}

/** Copies of an event past the portal, a millisecond apart from `at` on. */
export const copyEvent = (url: string, id: string, count: number, action = "many.write", at = "now()") =>
  tamper(
    url,
    `insert into audit_event select gen_random_uuid(), log_id, organization_id, leaf, type, '${action}', crud, outcome, risk_level,
       retention_class, actor_kind, actor_id, actor_name, resource_type, resource_id, resource_label, control_ids, ip, session_id,
       null, correlation_id, occurred_at, ${at} + n * interval '1 ms'
     from generate_series(1, ${count}) n, audit_event where id = '${id}'`,
  );
