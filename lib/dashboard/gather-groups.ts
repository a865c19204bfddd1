import "server-only";
import { auditFigures } from "@/lib/audit/queries";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { permissions } from "@/lib/platform/auth/permissions";
import { policyFigures } from "@/lib/policies/queries/compliance-status";
import { privacyFigures } from "@/lib/privacy/requests/figures";
import { type Attainment, deskFigures } from "@/lib/support/queries/desk-figures";
import { counted, countOf, type Gathering, share, state, unknown } from "./figure";
import { domains } from "./figure-list";
import type { Figure, FigureGroup, Group } from "./schema";

/** The figures of each domain for those who may see its reports; for others the reason, and nothing is read. */
export async function gatherGroups(gathering: Gathering): Promise<Record<FigureGroup, Group>> {
  return {
    policies: await group(gathering, "policies", policies),
    privacy: await group(gathering, "privacy", privacy),
    support: await group(gathering, "support", support),
    audit: await group(gathering, "audit", audit),
  };
}

async function group(
  gathering: Gathering,
  name: FigureGroup,
  figures: (gathering: Gathering) => Promise<Figure[]>,
): Promise<Group> {
  const { permission } = domains[name];
  if (mayDo(gathering.context.actor, permission)) return { figures: await figures(gathering), reason: null };
  return { figures: null, reason: `Needs the permission ${permission}: ${permissions[permission].sentence}.` };
}

async function policies(gathering: Gathering): Promise<Figure[]> {
  const { context, scope } = gathering;
  const found = await policyFigures.within(context, {});
  return [
    counted(scope, "policies_published", found.published),
    share(scope, "acknowledgement_rate", found.acknowledgementRate),
    share(scope, "policy_score", found.policyScore),
    counted(scope, "overdue_people", found.overduePeople),
    counted(scope, "policies_due_for_review", found.dueForReview),
    counted(scope, "policies_expiring_30_days", found.expiring30Days),
    counted(scope, "policy_versions_in_review", await countOf(gathering, "policy_versions_in_review")),
    await periodic(gathering, "policy_versions_published"),
    await periodic(gathering, "acknowledgements_given"),
    counted(scope, "policy_emergencies", found.unconfirmedEmergencies),
    counted(scope, "exceptions_expiring", found.exceptionsExpiring),
    unknown(
      "training_rate",
      "Training",
      "Counted under Policies → Training; it has no list of its own on this page yet.",
    ),
    unknown(
      "policy_violations",
      "Policy violations",
      "Counted under Policies → Violations; they have no list of their own on this page yet.",
    ),
  ];
}

async function privacy(gathering: Gathering): Promise<Figure[]> {
  const { context, scope } = gathering;
  const found = await privacyFigures.within(context, scope.period);
  const before = await privacyFigures.within(context, scope.previous);
  return [
    counted(scope, "requests_open", found.open),
    counted(scope, "requests_due_soon", found.dueSoon),
    counted(scope, "requests_overdue", found.overdue),
    share(scope, "requests_on_time", found.onTime, { before: before.onTime }),
    counted(scope, "requests_waiting_for_decision", await countOf(gathering, "requests_waiting_for_decision")),
    await periodic(gathering, "requests_received"),
    await periodic(gathering, "requests_answered"),
  ];
}

async function support({ context, scope }: Gathering): Promise<Figure[]> {
  const found = await deskFigures.within(context, scope.period);
  const before = await deskFigures.within(context, scope.previous);
  const { resolved, closed, ...open } = found.status;
  const shareOf = ({ met, decided }: Attainment) => ({ numerator: met, denominator: decided });
  const kept = (
    key: "sla_first_response" | "sla_next_response" | "sla_resolution",
    now: Attainment,
    then: Attainment,
  ) => share(scope, key, shareOf(now), { before: shareOf(then) });
  return [
    counted(
      scope,
      "tickets_open",
      Object.values(open).reduce((sum, count) => sum + count, 0),
    ),
    counted(scope, "tickets_opened", found.opened, { previous: before.opened }),
    counted(scope, "tickets_resolved", found.resolved, { previous: before.resolved }),
    kept("sla_first_response", found.firstResponse, before.firstResponse),
    kept("sla_next_response", found.nextResponse, before.nextResponse),
    kept("sla_resolution", found.resolution, before.resolution),
    counted(scope, "sla_breached", found.breached, { previous: before.breached }),
  ];
}

async function audit({ context, scope }: Gathering): Promise<Figure[]> {
  const found = await auditFigures.within(context, scope.period);
  const before = await auditFigures.within(context, scope.previous);
  const { evidence, log, lastCheckpoint } = found;
  const pieces = Object.values(evidence).reduce((sum, count) => sum + count, 0);
  const signed = lastCheckpoint
    ? `Last checkpoint over ${lastCheckpoint.size} events.`
    : "No checkpoint is signed yet.";
  return [
    counted(scope, "audit_events", found.events.count, {
      more: found.events.more,
      previous: before.events.more ? null : before.events.count,
    }),
    counted(scope, "audit_denied", found.denied.count, {
      more: found.denied.more,
      previous: before.denied.more ? null : before.denied.count,
    }),
    state(scope, "log_verification", log.kind, signed),
    share(scope, "evidence_verified", { numerator: evidence.verified, denominator: pieces }),
    counted(scope, "evidence_damaged", evidence.failed + evidence.missing + evidence.unreadable),
  ];
}

async function periodic(gathering: Gathering, key: Parameters<typeof countOf>[1]): Promise<Figure> {
  const previous = await countOf(gathering, key, gathering.scope.previous);
  return counted(gathering.scope, key, await countOf(gathering, key), { previous });
}
