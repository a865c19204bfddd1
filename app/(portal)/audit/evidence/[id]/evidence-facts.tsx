import { formatDay } from "@/components/status/calendar";
import { FactList } from "@/components/status/fact-list";
import type { readEvidence } from "@/lib/audit/evidence/queries";
import { basisWords } from "@/lib/audit/evidence/retention";
import { evidenceTypeLabels, retentionClassLabels } from "@/lib/audit/schema";
import { requirementOf } from "@/lib/platform/frameworks";

export type ReadEvidence = Awaited<ReturnType<typeof readEvidence>>["evidence"];

export const dayWords = (date: Date) => formatDay(date, "UTC");

/** What a piece of evidence says about itself, beside its story. */
export function EvidenceFacts({ evidence }: { evidence: ReadEvidence }) {
  const controls = evidence.controlIds.map((control) => (
    <p key={control}>{`${control} ${requirementOf(control)?.title ?? ""}`}</p>
  ));
  return (
    <FactList
      stacked
      facts={[
        { label: "Type", value: evidenceTypeLabels[evidence.type] },
        { label: "Controls", value: controls },
        { label: "Covers", value: `${dayWords(evidence.effectiveFrom)} to ${dayWords(evidence.effectiveTo)}` },
        { label: "Source", value: evidence.sourceSystem },
        { label: "Collected by", value: evidence.collector },
        { label: "Kept until", value: dayWords(evidence.retainUntil) },
        {
          label: "Retention",
          value: `${retentionClassLabels[evidence.retentionClass]}. ${basisWords(evidence.retentionClass)}.`,
        },
      ]}
    />
  );
}
