import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { DestructionStateBadge } from "@/components/audit/destruction-state-badge";
import { DetailColumns, Page, PageHead } from "@/components/shell/page";
import { FactList } from "@/components/status/fact-list";
import { RelativeTime } from "@/components/status/relative-time";
import { readDestruction } from "@/lib/audit/keys/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { destructionTitle, keyWords } from "../words";
import { DecisionForms } from "./decision-forms";
import { Disclosures, KeptKeysTable, SampleTable } from "./tables";

export const metadata: Metadata = { title: "Destruction of keys" };

export default async function DestructionPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const found = await pageResult(() => readDestruction(actor, { id }));
  const { destruction, alive, sample, disclosures } = found;
  const zone = organization.timeZone;
  const when = (by: string | null, at: Date | null) =>
    at ? (
      <>
        <RelativeTime value={at.toISOString()} zone={zone} /> by {by ?? "the portal"}
      </>
    ) : (
      "Not yet"
    );
  const open = destruction.state === "proposed";
  const facts = [
    { label: "Proposed", value: when(found.proposedBy, destruction.proposedAt) },
    destruction.state === "withdrawn"
      ? { label: "Withdrawn by", value: found.withdrawnBy ?? "Somebody who left" }
      : { label: "Approved", value: when(found.approvedBy, destruction.approvedAt) },
    { label: open ? "To destroy" : "Destroyed", value: keyWords(open ? destruction.planned : destruction.destroyed) },
    ...(open ? [] : [{ label: "Events emptied", value: destruction.cleared.toLocaleString("en-GB") }]),
    { label: "Still living", value: keyWords(alive) },
    ...(destruction.jurisdiction ? [{ label: "Statutes of", value: destruction.jurisdiction }] : []),
    ...found.subjects.map(({ subject, name }) => ({ label: "Whose", value: name ?? subject })),
  ];
  return (
    <Page>
      <PageHead
        title={destructionTitle(destruction)}
        reference={destruction.reference}
        status={<DestructionStateBadge state={destruction.state} />}
        crumbs={[
          mayDo(actor, "audit:read")
            ? { label: "Audit trail", href: "/audit" }
            : { label: "Privacy", href: "/privacy" },
          { label: "Keys and erasure", href: "/audit/keys" },
          { label: destruction.reference },
        ]}
      />
      <DetailColumns side={<FactList stacked facts={facts} />}>
        <p className="whitespace-pre-wrap wrap-anywhere">{destruction.reason}</p>
        {open ? <DecisionForms destruction={destruction} actor={actor} /> : null}
        <KeptKeysTable kept={destruction.kept} open={open} />
        {open ? <SampleTable rows={sample} alive={alive} /> : <Disclosures rows={disclosures} zone={zone} />}
      </DetailColumns>
    </Page>
  );
}
