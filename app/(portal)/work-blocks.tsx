import "server-only";
import { AlertLevelBadge } from "@/components/audit/alert-badges";
import { Deadline } from "@/components/status/deadline";
import { RelativeTime } from "@/components/status/relative-time";
import { StatusBadge } from "@/components/status/status-badge";
import type { WorkBlock } from "@/components/work/work-block";
import { listAlerts } from "@/lib/audit/alerts/queries";
import { listIncidents } from "@/lib/audit/incidents/queries";
import { myReviewWork } from "@/lib/audit/reviews/queries";
import type { SignedIn } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { myPolicyWork } from "@/lib/policies/queries/my-policies";
import { myPolicyReviews } from "@/lib/policies/queries/reviews";
import { myTraining } from "@/lib/policies/training/queries";
import { myViolationWork } from "@/lib/policies/violations/queries";
import { myPrivacyWork } from "@/lib/privacy/requests/my-work";
import { myTicketWork } from "@/lib/support/queries/my-ticket-work";
import { ticketStatusLabels } from "@/lib/support/schema";

type Block = Parameters<typeof WorkBlock>[0];

/** What this person must do, one block per kind of duty, in order of how soon it hurts. */
export async function workBlocks({ actor, organization }: SignedIn): Promise<Block[]> {
  const zone = organization.timeZone;
  const [policies, reviews, tickets, requests, access, violations, training] = await Promise.all([
    myPolicyWork(actor, {}),
    myPolicyReviews(actor, {}),
    myTicketWork(actor, {}),
    myPrivacyWork(actor, {}),
    myReviewWork(actor, {}),
    myViolationWork(actor, {}),
    myTraining(actor, {}),
  ]);
  return [
    ...(mayDo(actor, "incident:handle") ? await watchBlocks(actor, zone) : []),
    {
      title: "Clocks about to run out",
      count: tickets.assignedCount,
      allHref: "/support?view=mine",
      allLabel: "All my tickets",
      items: tickets.clocks.map(({ id, reference, title, clock }) => ({
        id,
        reference,
        title,
        href: `/support/tickets/${id}`,
        when: clock?.dueAt ? <Deadline due={clock.dueAt} zone={zone} /> : undefined,
      })),
    },
    {
      title: "Requests due",
      count: requests.count,
      allHref: "/privacy",
      allLabel: "All requests",
      items: requests.items.map(({ id, reference, title, due }) => ({
        id,
        reference,
        title,
        href: `/privacy/requests/${id}`,
        when: <Deadline due={due} zone={zone} />,
      })),
    },
    {
      title: "To read and acknowledge",
      count: policies.count,
      allHref: "/policies",
      allLabel: "All to read",
      items: policies.items.map(({ policyId, reference, title, number, dueOn }) => ({
        id: policyId,
        reference: `${reference} · version ${number}`,
        title,
        href: `/policies/${policyId}/read`,
        when: <Deadline due={dueOn} zone={zone} />,
      })),
    },
    {
      title: "Approvals",
      count: reviews.count,
      allHref: "/policies/reviews",
      allLabel: "All reviews",
      items: reviews.items.map(({ versionId, policyId, reference, title, number, submittedAt }) => ({
        id: versionId,
        reference: `${reference} · version ${number}`,
        title,
        href: `/policies/${policyId}?version=${versionId}`,
        when: (
          <>
            waiting since <RelativeTime value={submittedAt.toISOString()} zone={zone} />
          </>
        ),
      })),
    },
    {
      title: "Training due",
      count: training.due.length,
      allHref: "/policies/training",
      allLabel: "All training",
      items: training.due.slice(0, 5).map(({ courseId, title, dueOn, round }) => ({
        id: courseId,
        reference: round > 1 ? "Again, before it expires" : "Course",
        title,
        href: `/policies/training/${courseId}`,
        when: <Deadline due={dueOn} zone={zone} />,
      })),
    },
    {
      title: "Violations that wait",
      count: violations.waiting.length,
      allHref: "/policies/violations",
      allLabel: "All violations",
      items: violations.waiting.slice(0, 5).map(({ id, reference, title, dueOn }) => ({
        id,
        reference,
        title,
        href: `/policies/violations/${id}`,
        when: dueOn ? <Deadline due={dueOn} zone={zone} /> : undefined,
      })),
    },
    {
      title: "Corrective actions",
      count: violations.actions.length,
      allHref: "/policies/violations/my-actions",
      allLabel: "All my actions",
      items: violations.actions.slice(0, 5).map(({ id, reference, title, dueOn }) => ({
        id,
        reference,
        title,
        href: "/policies/violations/my-actions",
        when: <Deadline due={dueOn} zone={zone} />,
      })),
    },
    {
      title: "Access to review",
      count: access.count,
      allHref: access.items[0] ? `/audit/reviews/${access.items[0].id}/${access.items[0].kind}` : "/audit/reviews",
      allLabel: "Begin with the first",
      items: access.items.map(({ id, reference, title, count, kind, dueOn }) => ({
        id: `${id}-${kind}`,
        reference: `${reference} · ${count} ${kind === "decide" ? "open" : "to confirm"}`,
        title,
        href: `/audit/reviews/${id}/${kind}`,
        when: kind === "decide" ? <Deadline due={dueOn.toISOString().slice(0, 10)} zone={zone} /> : undefined,
      })),
    },
    {
      title: mayDo(actor, "ticket:work") ? "Tickets I opened" : "My tickets",
      count: tickets.ownCount,
      allHref: "/support",
      allLabel: "All tickets",
      items: tickets.own.map(({ id, reference, title, status }) => ({
        id,
        reference,
        title,
        href: `/support/tickets/${id}`,
        when: <StatusBadge tone="neutral" label={ticketStatusLabels[status]} />,
      })),
    },
  ];
}

/** What nobody has taken on yet: it waits for whoever comes first. */
async function watchBlocks(actor: SignedIn["actor"], zone: string): Promise<Block[]> {
  const [incidents, alerts] = await Promise.all([
    listIncidents(actor, { status: "open" }),
    listAlerts(actor, { status: "open" }),
  ]);
  return [
    {
      title: "Incidents to acknowledge",
      count: incidents.count,
      allHref: "/audit/incidents?status=open",
      allLabel: "All open incidents",
      items: incidents.incidents.slice(0, 3).map(({ id, reference, title, acknowledgeBy }) => ({
        id,
        reference,
        title,
        href: `/audit/incidents/${id}`,
        when: <Deadline due={acknowledgeBy.toISOString()} zone={zone} />,
      })),
    },
    {
      title: "Alerts to look at",
      count: alerts.count,
      allHref: "/audit/alerts?status=open",
      allLabel: "All open alerts",
      items: alerts.alerts.slice(0, 3).map(({ id, title, level, raisedAt }) => ({
        id,
        title,
        href: `/audit/alerts/${id}`,
        when: (
          <span className="flex flex-wrap items-center gap-2">
            <AlertLevelBadge level={level} />
            <RelativeTime value={raisedAt.toISOString()} zone={zone} />
          </span>
        ),
      })),
    },
  ];
}
