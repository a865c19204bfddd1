import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { Alert } from "@/components/ui/alert";
import { readDetectionRules } from "@/lib/audit/detection/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { env } from "@/lib/platform/env";
import { AuditTabs } from "../tabs";
import { RuleCard } from "./rule-card";

export const metadata: Metadata = { title: "Detection rules" };

export default async function DetectionPage() {
  const { actor } = await requireSession();
  const rules = await pageResult(() => readDetectionRules(actor, {}));
  return (
    <Page>
      <PageHead
        title="Detection rules"
        lead="They read every new event in the order of the log. Each raises one alert per person or object, until somebody resolves it."
      />
      <AuditTabs actor={actor} />
      {env.COMPLIANCE_MONITORING_ENABLED ? null : (
        <Alert tone="warning" title="Monitoring is switched off">
          COMPLIANCE_MONITORING_ENABLED is false: no rule runs and no alert is raised. Events are recorded all the same.
        </Alert>
      )}
      <div className="grid gap-4 xl:grid-cols-2 xl:items-start">
        {rules.map((row) => (
          <RuleCard
            key={row.rule}
            row={row}
            organizationId={actor.organizationId}
            manage={mayDo(actor, "detection:manage")}
          />
        ))}
      </div>
    </Page>
  );
}
