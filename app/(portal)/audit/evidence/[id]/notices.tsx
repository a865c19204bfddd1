import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import type { groundsOf } from "@/lib/audit/evidence/queries";
import { erasureGroundLabels } from "@/lib/audit/evidence/schema";
import type { HoldRef } from "@/lib/platform/holds";
import { dayWords, type ReadEvidence } from "./evidence-facts";

/** What stands above everything else: holds, grounds against erasure, and that the content is gone. */
export function Notices({
  evidence,
  holds,
  grounds,
}: {
  evidence: ReadEvidence;
  holds: readonly HoldRef[];
  grounds: Awaited<ReturnType<typeof groundsOf>>;
}) {
  return (
    <>
      {evidence.disposedAt ? (
        <Alert tone="neutral" title="Disposed of">
          Its content and data key were destroyed on {dayWords(evidence.disposedAt)}. This record, the hashes and the
          chain of custody stay, and every proof still verifies.
        </Alert>
      ) : null}
      {holds.length > 0 ? (
        <Alert tone="info" title={holds.length === 1 ? "Under a legal hold" : `Under ${holds.length} legal holds`}>
          <p>Nothing of it is destroyed until every hold is released.</p>
          <ul>
            {holds.map((hold) => (
              <li key={hold.id} className="wrap-anywhere">
                <TextLink inline href={`/audit/holds/${hold.id}`}>
                  {`${hold.reference} ${hold.title}`}
                </TextLink>
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {grounds.map((ground) => (
        <Alert key={ground.id} tone="info" title="Kept despite a request for erasure">
          <p className="wrap-anywhere">
            {`${erasureGroundLabels[ground.ground]}, until ${dayWords(ground.endsOn)}: ${ground.reason} (${ground.recordedBy})`}
          </p>
        </Alert>
      ))}
    </>
  );
}
