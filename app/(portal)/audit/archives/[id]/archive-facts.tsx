import { RelativeTime } from "@/components/status/relative-time";
import type { readArchive } from "@/lib/audit/archive/queries";
import { rangeWords } from "@/lib/audit/archive/rules";

export type FoundArchive = Awaited<ReturnType<typeof readArchive>>;

/** Who did what when, and which places of which log. */
export function archiveFacts({ archive, origin, ...people }: FoundArchive, zone: string) {
  const when = (by: string, at: Date | null) =>
    at ? (
      <>
        <RelativeTime value={at.toISOString()} zone={zone} /> by {by}
      </>
    ) : (
      "Not yet"
    );
  return [
    { label: "Proposed", value: when(people.proposedBy, archive.proposedAt) },
    { label: "Requested", value: when(people.requestedBy, archive.requestedAt) },
    { label: archive.state === "refused" ? "Refused" : "Approved", value: when(people.decidedBy, archive.decidedAt) },
    { label: "Archived", value: when("the portal", archive.finishedAt) },
    { label: "Places", value: rangeWords(archive) },
    { label: "Log", value: <span className="wrap-anywhere">{origin}</span> },
  ];
}
