import { ActionForm } from "@/components/form/action-form";
import { RadioField } from "@/components/form/choice-field";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { TextareaField } from "@/components/form/text-field";
import { formatDay } from "@/components/status/calendar";
import { FactList } from "@/components/status/fact-list";
import { StatusBadge } from "@/components/status/status-badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { Tone } from "@/components/ui/tone";
import type { policyExemptions } from "@/lib/policies/exemptions/queries";
import { type ExemptionStatus, exemptionKindLabels, exemptionStatusLabels } from "@/lib/policies/exemptions/schema";
import { decideExemptionAction, endExemptionAction } from "../officer-actions";

type Row = Awaited<ReturnType<typeof policyExemptions>>[number];
const tones: Record<ExemptionStatus, Tone> = {
  requested: "info",
  approved: "success",
  refused: "danger",
  expired: "neutral",
  ended: "neutral",
};

type Props = { row: Row; decides: boolean; organizationId: string; zone: string };

export function ExemptionCard({ row, decides, organizationId, zone }: Props) {
  const words = (text: string) => <span className="whitespace-pre-wrap wrap-anywhere">{text}</span>;
  return (
    <Card>
      <CardHeader>
        <CardTitle as="h2">
          <span className="wrap-anywhere">
            {row.reference} · {row.policy}
          </span>
        </CardTitle>
        <StatusBadge tone={tones[row.status]} label={exemptionStatusLabels[row.status]} />
      </CardHeader>
      <CardContent className="grid gap-4">
        <FactList
          facts={[
            { label: exemptionKindLabels[row.kind], value: words(row.of) },
            { label: "Why", value: words(row.reason) },
            { label: "Instead", value: words(row.compensatingMeasure) },
            { label: "Last day", value: formatDay(row.expiresOn, zone) },
            { label: "Asked by", value: row.requester },
            ...(row.approver ? [{ label: "Decided by", value: row.approver }] : []),
            ...(row.decisionComment ? [{ label: "Comment", value: words(row.decisionComment) }] : []),
          ]}
        />
        {decides && row.status === "requested" ? <Decision row={row} organizationId={organizationId} /> : null}
        {decides && row.status === "approved" ? (
          <div>
            <ConfirmDialog
              verb="End it now"
              title={`End ${row.reference}?`}
              action={endExemptionAction}
              organizationId={organizationId}
              hidden={{ exemptionId: row.id }}
              variant="secondary"
            >
              <p>The policy applies again from today. Whoever was exempted is asked, with the full time.</p>
            </ConfirmDialog>
          </div>
        ) : null}
      </CardContent>
    </Card>
  );
}

function Decision({ row, organizationId }: { row: Row; organizationId: string }) {
  if (row.mine)
    return <p className="text-muted-foreground">You asked for this or it is for you: somebody else decides.</p>;
  return (
    <ActionForm
      action={decideExemptionAction}
      organizationId={organizationId}
      hidden={{ exemptionId: row.id }}
      submitLabel="Decide"
      className="border-t border-border pt-4"
    >
      <RadioField
        name="decision"
        label={`Decision about ${row.reference}`}
        choices={[
          { value: "approved", label: "Approve", description: "Until its last day." },
          { value: "refused", label: "Refuse", description: "The policy applies as to everybody else." },
        ]}
      />
      <TextareaField name="comment" label="Comment" optional rows={2} />
    </ActionForm>
  );
}
