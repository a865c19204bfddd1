import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { ViolationStatusBadge } from "@/components/policies/violation-badges";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { readViolation, violationChoices } from "@/lib/policies/violations/queries";
import { Conversation } from "./conversation";
import { LinksSection } from "./links-section";
import { NextStep } from "./next-step";
import { RemedySection } from "./remedy-section";
import { ViolationFacts } from "./violation-facts";

const load = pageLoader((actor, id) => readViolation(actor, { violationId: id }));

export async function generateMetadata({ params }: { params: Promise<{ id: string }> }): Promise<Metadata> {
  const { violation } = await load((await params).id);
  return { title: `Violation ${violation.reference}` };
}

export default async function ViolationPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const whole = await load(id);
  const { violation } = whole;
  const choices = mayDo(actor, "violation:handle") ? await violationChoices(actor, {}) : null;
  const common = { whole, choices, organizationId: actor.organizationId };
  return (
    <Page>
      <PageHead
        title={violation.title}
        reference={violation.reference}
        status={<ViolationStatusBadge status={violation.status} />}
        crumbs={[
          { label: "Policies", href: "/policies" },
          { label: "Violations", href: "/policies/violations" },
          { label: violation.reference },
        ]}
      />
      <DetailColumns side={<ViolationFacts violation={violation} zone={organization.timeZone} />}>
        <p className="whitespace-pre-wrap wrap-anywhere">{violation.description}</p>
        <NextStep {...common} />
        {violation.decisionReason ? (
          <Section title={violation.status === "dismissed" ? "Why it was dismissed" : "What was found"}>
            <p className="whitespace-pre-wrap wrap-anywhere">{violation.decisionReason}</p>
          </Section>
        ) : null}
        <RemedySection {...common} />
        <Conversation {...common} zone={organization.timeZone} />
        <LinksSection {...common} />
      </DetailColumns>
    </Page>
  );
}
