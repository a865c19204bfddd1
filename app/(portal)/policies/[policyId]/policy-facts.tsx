import type { ReactNode } from "react";
import { ShareText } from "@/components/policies/share-text";
import { formatDay } from "@/components/status/calendar";
import { Deadline } from "@/components/status/deadline";
import { FactList } from "@/components/status/fact-list";
import { HashText } from "@/components/status/hash-text";
import { countWords } from "@/components/table/list-url";
import { Card, CardContent } from "@/components/ui/card";
import { requirementOf } from "@/lib/platform/frameworks";
import { audienceWords } from "@/lib/policies/audience";
import type { DetailVersion, PolicyDetail } from "@/lib/policies/queries/policy-detail";
import { headingsOf } from "@/lib/policies/reading/heading-id";
import { classificationLabels, policyTypeLabels } from "@/lib/policies/schema";

type Props = { policy: PolicyDetail; version: DetailVersion; people: number; zone: string };

export function PolicyFacts({ policy, version, people, zone }: Props) {
  const headings = new Map(headingsOf(version.text).map(({ id, text }) => [id, text]));
  const requirements = version.requirementIds.map((id) => {
    const known = requirementOf(id);
    const sections = version.sections.flatMap((each) =>
      each.requirementId === id ? (headings.get(each.section) ?? "a section that is gone") : [],
    );
    const where = sections.length > 0 ? ` (${sections.join(", ")})` : "";
    return `${known?.id ?? id} ${known?.title ?? ""}`.trim() + where;
  });
  return (
    <Card>
      <CardContent className="pt-4 md:pt-5">
        <FactList
          stacked
          facts={[
            { label: "Type", value: policyTypeLabels[policy.type] },
            { label: "Owner", value: policy.owner },
            { label: "Classification", value: classificationLabels[policy.classification] },
            {
              label: "For",
              value: `${audienceWords(version.audience, policy.groupNames)} (${countWords(people, "person", "people")} today)`,
            },
            { label: "Time to acknowledge", value: askedWords(policy, version) },
            { label: "Needs approval by", value: countWords(policy.approvalsRequired, "other person", "other people") },
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
            {
              label: "Review by",
              value: policy.reviewDate ? <Deadline due={policy.reviewDate} zone={zone} /> : "Not set",
            },
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
            ...(policy.tags.length > 0 ? [{ label: "Tags", value: policy.tags.join(", ") }] : []),
            ...(version.originals.length > 0
              ? [{ label: "Imported from", value: <Originals files={version.originals} /> }]
              : []),
            {
              label: "Export",
              value: (
                <span className="flex flex-wrap gap-x-4">
                  <FileLink href={`/api/v1/policies/versions/${version.id}/file?format=pdf`}>PDF</FileLink>
                  <FileLink href={`/api/v1/policies/versions/${version.id}/file?format=markdown`}>Markdown</FileLink>
                </span>
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

function askedWords(policy: PolicyDetail, version: DetailVersion): string {
  if (!policy.acknowledgementRequired) return "Nobody is asked to acknowledge it";
  const again = policy.reaffirmAfterDays === null ? "" : `, again after ${countWords(policy.reaffirmAfterDays, "day")}`;
  return `${countWords(version.dueDays, "day")}${again}`;
}

/** A plain link: the file comes from the interface, not from a page. */
function FileLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} download className="inline-flex min-h-6 items-center text-primary-text underline max-md:min-h-11">
      {children}
    </a>
  );
}

/** The documents a version was made from, as they came (P9). */
function Originals({ files }: { files: DetailVersion["originals"] }) {
  return (
    <ul className="grid gap-2">
      {files.map(({ id, fileName, sha256 }) => (
        <li key={id} className="min-w-0 wrap-anywhere">
          <FileLink href={`/api/v1/policies/files/${id}`}>{fileName}</FileLink>
          <HashText value={sha256} label={`Copy hash of ${fileName}`} />
        </li>
      ))}
    </ul>
  );
}
