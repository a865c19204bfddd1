import { formatDay, formatExact } from "@/components/status/calendar";
import { type Fact, FactList } from "@/components/status/fact-list";
import type { Verdict } from "@/lib/policies/proof/verify-receipt";
import { acknowledgementMethodLabels } from "@/lib/policies/schema";

/** Who acknowledged what and when, from the entry of the log; what an older entry does not say is not said here either. */
export function WhatIsProven({ proven }: { proven: NonNullable<Verdict["proven"]> }) {
  const { says, index, size, origin, vkey } = proven;
  const { organization, policy, version, person, evidence } = says;
  const facts: (Fact | null)[] = [
    { label: "Who", value: <bdi>{person.name ? `${person.name}, ${person.email}` : `Person ${person.id}`}</bdi> },
    person.typed_name ? { label: "Name as typed", value: <bdi>{person.typed_name}</bdi> } : null,
    { label: "What", value: policy ? `${policy.reference} ${policy.title}` : says.acknowledged },
    version.number === undefined ? null : { label: "Version", value: version.number },
    { label: "Declared", value: `“${says.statement}”` },
    { label: "When", value: <Moment value={says.acknowledged_at} /> },
    says.assigned_at ? { label: "Asked for", value: <Moment value={says.assigned_at} /> } : null,
    says.due_on ? { label: "Due on", value: formatDay(says.due_on, "UTC") } : null,
    { label: "How", value: acknowledgementMethodLabels[says.method] },
    typeof evidence.read_percent === "number" ? { label: "Text read", value: `${evidence.read_percent}%` } : null,
    typeof evidence.visible_seconds === "number"
      ? { label: "Text open for", value: `${evidence.visible_seconds} s` }
      : null,
    { label: "Hash of the text", value: version.content_sha256 },
    { label: "Organisation", value: organization.name ?? `Number ${organization.id}` },
    { label: "Audit log", value: `${origin}, entry ${index} of ${size}` },
    { label: "Signed with", value: vkey },
  ];
  return <FactList facts={facts.filter((fact) => fact !== null)} />;
}

/** In the reader's own time, and in UTC for the file. */
function Moment({ value }: { value: string }) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const utc = formatExact(value, "UTC");
  const local = formatExact(value, zone);
  return <time dateTime={value}>{local === utc ? utc : `${local} (${utc})`}</time>;
}
