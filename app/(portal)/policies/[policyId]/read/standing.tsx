import Link from "next/link";
import { formatDay, formatExact } from "@/components/status/calendar";
import { Alert } from "@/components/ui/alert";
import type { Reading } from "@/lib/policies/queries/policy-reader";

type Props = { policyId: string; version: Reading["version"]; other: Reading["other"]; round: number; zone: string };

/** What a reader must know about the version itself: not in force yet, published in an emergency, asked for again. */
export function Standing({ policyId, version, other, round, zone }: Props) {
  const read = (id: string, words: string) => <Link href={`/policies/${policyId}/read?version=${id}`}>{words}</Link>;
  return (
    <>
      {version.emergency && !version.emergency.confirmed ? (
        <Alert tone="warning" title="Published in an emergency">
          It is in force now. A second person confirms it by {formatExact(version.emergency.until, zone)}, or the
          version before is back.
        </Alert>
      ) : null}
      {!version.inForce ? (
        <Alert tone="info" title={`In force from ${formatDay(version.effectiveFrom, zone)}`}>
          You can acknowledge it already. {other ? read(other.id, `Until then version ${other.number} applies.`) : null}
        </Alert>
      ) : null}
      {version.inForce && other?.effectiveFrom ? (
        <Alert tone="info">
          {read(other.id, `Version ${other.number}`)} comes into force on {formatDay(other.effectiveFrom, zone)}.
        </Alert>
      ) : null}
      {round > 1 ? (
        <Alert tone="info">
          You acknowledged this policy before. It is asked for again regularly; your earlier receipt stays.
        </Alert>
      ) : null}
    </>
  );
}
