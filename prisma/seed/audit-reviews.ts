import "server-only";
import { httpCollector } from "@/lib/audit/collectors/http/http-collector";
import { addHttpSource } from "@/lib/audit/collectors/http/sources";
import { openHttpSource } from "@/lib/audit/collectors/queries";
import { runCollector } from "@/lib/audit/collectors/run-collector";
import { closeReview } from "@/lib/audit/reviews/close-review";
import { decideAccess } from "@/lib/audit/reviews/decide";
import { settleReview } from "@/lib/audit/reviews/settle-review";
import { startReview } from "@/lib/audit/reviews/start-review";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { inTenant } from "@/lib/platform/db/tenant";
import { contributions } from "@/lib/portal/contributions";
import type { SeedContext } from "./context";
import { helpedOut } from "./people";

/** Days ago a collector ran by its schedule; the check of the log waits for the first signed checkpoint. */
const runs: Record<string, readonly number[]> = {
  "access-population": [22],
  "failed-sign-ins": [14, 7],
  "privileged-role-changes": [14, 7],
  configuration: [7],
  "policy-acknowledgements": [22],
  "request-register": [22],
  "sla-performance": [22],
  "backup-check": [22],
  "training-records": [22],
};

/** Collectors that have run for weeks, and another system whose name cannot be resolved from here. */
export async function seedCollectors(context: SeedContext): Promise<void> {
  for (const collector of contributions.collectors) {
    const actor = context.system(`collect-${collector.id}`);
    for (const days of runs[collector.id] ?? []) await context.daysAgo(days, () => runCollector(actor, collector));
  }
  await context.daysAgo(5, async () => {
    const { id } = await addHttpSource(context.actor("nora.falk"), {
      title: "Laptops without disk encryption",
      description: "The device inventory in the data centre.",
      url: "https://inventory.northwind.example/api/devices?encrypted=false",
      headerName: "Authorization",
      headerSecret: "Bearer of-the-demo",
      jsonPath: "$.devices[*]",
      cadence: "weekly",
      evidenceType: "control_test",
      controlIds: "CC6.7, A.8.1",
    });
    const actor = context.system("collect-http-sources");
    const source = await openHttpSource(actor, { id });
    if (source) await runCollector(actor, httpCollector(source));
  });
}

/** The review of the autumn took one role away; the one of this month is half answered. */
export async function seedAccessReviews(context: SeedContext): Promise<void> {
  const autumn = await begin(context, "Access review, third quarter", 80, 14);
  const removed = context.actor(helpedOut).personId;
  await answer(context, autumn, 74, Object.values(context.people), (personId, role) =>
    personId === removed && role === "support_agent"
      ? { role, decision: "remove", reason: "Helped out at the desk in spring, back in Care since July." }
      : { role, decision: "keep" },
  );
  await context.daysAgo(66, async () => {
    await closeReview(context.actor("nora.falk"), { reviewId: autumn });
    await settleReview(context.system("settle-access-review"), autumn, (_, work) => work());
  });
  const current = await begin(context, "Access review, fourth quarter", 6, 14);
  const quick = [context.actor("lea.hahn"), context.actor("otto.weiss")];
  await answer(context, current, 4, quick, (_, role) => ({ role, decision: "keep" }));
}

function begin(context: SeedContext, title: string, daysAgo: number, length: number): Promise<string> {
  const dueOn = new Date(context.today.getTime() + (length - daysAgo) * 86_400_000).toISOString().slice(0, 10);
  return context.daysAgo(daysAgo, async () => (await startReview(context.actor("nora.falk"), { title, dueOn })).id);
}

type Decision = Parameters<typeof decideAccess>[1]["decisions"][number];

/** The reviewers among `people` answer about everybody they were asked about. */
async function answer(
  context: SeedContext,
  reviewId: string,
  daysAgo: number,
  people: readonly UserActor[],
  decide: (personId: string, role: Decision["role"]) => Decision,
): Promise<void> {
  const items = await inTenant(context.organizationId, "read", (tx) =>
    tx.accessReviewItem.findMany({ where: { reviewId }, orderBy: { id: "asc" } }),
  );
  const asked = Map.groupBy(items, ({ personId }) => personId);
  for (const [personId, own] of asked) {
    const reviewer = people.find((each) => each.personId === own[0]?.reviewerId);
    if (!reviewer) continue;
    const decisions = own.map(({ role }) => decide(personId, role));
    await context.daysAgo(daysAgo, () => decideAccess(reviewer, { reviewId, personId, decisions }));
  }
}
