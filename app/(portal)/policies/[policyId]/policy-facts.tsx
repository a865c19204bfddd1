import { ShareText } from "@/components/policies/share-text";
import { formatDay } from "@/components/status/calendar";
import { FactList } from "@/components/status/fact-list";
import { HashText } from "@/components/status/hash-text";
import { Card, CardContent } from "@/components/ui/card";
import { requirementOf } from "@/lib/platform/frameworks";
import { audienceWords } from "@/lib/policies/audience";
import type { DetailVersion, PolicyDetail } from "@/lib/policies/queries/policy-detail";
import { classificationLabels, policyTypeLabels } from "@/lib/policies/schema";

type Props = { policy: PolicyDetail; version: DetailVersion; people: number; zone: string };

export function PolicyFacts({ policy, version, people, zone }: Props) {
  const requirements = policy.requirementIds.map((id) => `${id} ${requirementOf(id)?.title ?? ""}`.trim());
  return (
    <Card>
      <CardContent className="pt-4 md:pt-5">
        <FactList
          stacked
          facts={[
            { label: "Type", value: policyTypeLabels[policy.type] },
            { label: "Owner", value: policy.owner },
            { label: "Classification", value: classificationLabels[policy.classification] },
            { label: "For", value: `${audienceWords(version.audience)} (${people} people today)` },
            { label: "Time to acknowledge", value: `${version.dueDays} days` },
            ...(version.number > 1
              ? [
                  {
                    label: "Kind of change",
                    value: version.material
                      ? "Material: everybody is asked again"
                      : "Editorial: acknowledgements carry over",
                  },
                ]
              : []),
            { label: "Acknowledged", value: <ShareText share={version.acknowledged} /> },
            { label: "Review by", value: policy.reviewDate ? formatDay(policy.reviewDate, zone) : "Not set" },
            ...(version.effectiveFrom
              ? [{ label: "Effective from", value: formatDay(version.effectiveFrom, zone) }]
              : []),
            {
              label: "Requirements",
              value:
                requirements.length === 0 ? (
                  "None mapped"
                ) : (
                  <ul className="grid gap-1">
                    {requirements.map((each) => (
                      <li key={each}>{each}</li>
                    ))}
                  </ul>
                ),
            },
            {
              label: "Hash of the text",
              value: <HashText value={version.contentSha256} label="Copy hash of the text" />,
            },
          ]}
        />
      </CardContent>
    </Card>
  );
}
