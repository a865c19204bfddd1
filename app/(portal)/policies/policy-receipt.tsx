import { HashText } from "@/components/status/hash-text";
import { ReceiptCard } from "@/components/status/receipt-card";
import { ExactTime } from "@/components/status/relative-time";
import { Button } from "@/components/ui/button";
import type { Receipt } from "@/lib/policies/receipt";
import { acknowledgementMethodLabels } from "@/lib/policies/schema";

/** The receipt of an acknowledgement as a card, with the file to keep. */
export function PolicyReceipt({
  receipt,
  zone,
  log,
  own = true,
}: {
  receipt: Receipt;
  zone: string;
  /** Its place in the audit log: null while it is on its way there, undefined where it is not asked. */
  log?: { index: number } | null;
  /** Whether the person looking is the one who acknowledged. */
  own?: boolean;
}) {
  const place =
    log === undefined ? [] : [{ label: "Audit log", value: log ? `Entry ${log.index}` : "On its way: a few seconds" }];
  return (
    <ReceiptCard
      title={`${own ? "You" : receipt.person.name} acknowledged version ${receipt.version.number}`}
      facts={[
        { label: "Policy", value: `${receipt.policy.reference} ${receipt.policy.title}` },
        { label: "When", value: <ExactTime value={receipt.acknowledged_at} zone={zone} /> },
        { label: "How", value: acknowledgementMethodLabels[receipt.method] },
        { label: "Declared", value: `“${receipt.statement}”` },
        { label: "Name as typed", value: <bdi>{receipt.person.typed_name}</bdi> },
        { label: "Text", value: <HashText value={receipt.version.content_sha256} label="Copy hash of the text" /> },
        ...place,
      ]}
      actions={
        <Button asChild variant="secondary">
          <a href={`/api/v1/policies/receipts/${receipt.id}`} download>
            Download receipt
          </a>
        </Button>
      }
    />
  );
}
