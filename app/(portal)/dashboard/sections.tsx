import { FigureGroup } from "@/components/dashboard/figure-group";
import type { Dashboard } from "@/lib/dashboard/queries";
import { AttainmentCharts } from "./attainment-charts";

type Kind = "never" | "verified" | "stale" | "failed";

/** A15 in words: never checked, checked long ago, found good and found bad are four different things. */
const logWords: Record<Kind, string> = {
  never: "Never checked",
  verified: "Verified",
  stale: "Not checked lately",
  failed: "Failed",
};

/** Privacy clocks, SLA, policies and the audit trail, each with the cards of its domain. */
export function DomainSections({ dashboard }: { dashboard: Dashboard }) {
  const { privacy, support, policies, audit } = dashboard.groups;
  const missing = policies.figures?.filter(({ value, href }) => value === null && href === null) ?? [];
  return (
    <>
      <FigureGroup
        name="privacy"
        title="Privacy clocks"
        group={privacy}
        show={[
          { key: "requests_open" },
          { key: "requests_due_soon" },
          { key: "requests_on_time", rise: "good" },
          { key: "requests_waiting_for_decision" },
        ]}
      />
      <FigureGroup
        name="support"
        title="Support and SLA"
        group={support}
        show={[
          { key: "sla_first_response", rise: "good" },
          { key: "sla_resolution", rise: "good" },
          { key: "tickets_opened" },
          { key: "tickets_open" },
        ]}
      >
        {dashboard.attainment ? (
          <AttainmentCharts
            attainment={dashboard.attainment}
            timeframe={dashboard.timeframe}
            zone={dashboard.timeZone}
          />
        ) : null}
      </FigureGroup>
      <FigureGroup
        name="policies"
        group={policies}
        show={[
          { key: "acknowledgement_rate" },
          { key: "policy_score" },
          { key: "policies_due_for_review" },
          { key: "policy_versions_in_review" },
          { key: "policy_emergencies" },
        ]}
      >
        {missing.length > 0 ? (
          <p className="text-muted-foreground">
            No data for {missing.map(({ label }) => label.toLowerCase()).join(", ")}: these are not recorded in this
            portal yet.
          </p>
        ) : null}
      </FigureGroup>
      <FigureGroup
        name="audit"
        title="Audit trail health"
        group={
          { ...audit, ...(audit.figures ? { figures: audit.figures.map(inWords), reason: null } : {}) } as typeof audit
        }
        show={[
          { key: "log_verification" },
          { key: "evidence_verified" },
          { key: "audit_events" },
          { key: "audit_denied" },
        ]}
      />
    </>
  );
}

const inWords = (figure: NonNullable<Dashboard["groups"]["audit"]["figures"]>[number]) =>
  figure.unit === "state" ? { ...figure, value: logWords[figure.value as Kind] ?? null } : figure;
