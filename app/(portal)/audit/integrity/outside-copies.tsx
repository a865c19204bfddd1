import { CopyButton } from "@/components/status/copy-button";
import { RelativeTime } from "@/components/status/relative-time";
import { StatusBadge } from "@/components/status/status-badge";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { auditAnchorPlaceLabel } from "@/lib/audit/anchor/schema";
import type { readLogStatus } from "@/lib/audit/check/queries";

type Status = Awaited<ReturnType<typeof readLogStatus>>;
type Copies = Status["copies"];

const badges = {
  none: { tone: "warning", label: "Not anchored" },
  same_machine: { tone: "warning", label: "Same machine only" },
  outside: { tone: "success", label: "Anchored" },
} as const satisfies Record<Copies["anchoring"]["kind"], unknown>;

/** Who outside could tell that history was cut off or rewritten, and which events nobody could (A12). */
export function OutsideCopies({
  status,
  organizationId,
  zone,
}: {
  status: Status;
  organizationId: string;
  zone: string;
}) {
  const { witnesses, anchors, places, anchoring } = status.copies;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Copies outside</CardTitle>
        <CardAction>
          <StatusBadge {...badges[anchoring.kind]} />
        </CardAction>
      </CardHeader>
      <CardContent className="grid gap-4">
        <Window anchoring={anchoring} zone={zone} />
        {witnesses.length + places.length + anchors.length > 0 ? (
          <ul className="grid gap-3">
            {witnesses.map((witness) => (
              <li key={witness.vkey} className="grid gap-0.5">
                <span className="flex flex-wrap items-center gap-2 font-medium wrap-anywhere">
                  Witness {witness.name}
                  <CopyButton value={witness.vkey} label={`Copy the key of ${witness.name}`} />
                </span>
                <WitnessWords witness={witness} zone={zone} />
              </li>
            ))}
            {places.map(({ place, target }) => {
              const sent = anchors.find((anchor) => anchor.place === place && anchor.target === target);
              return (
                <li key={`${place} ${target}`} className="grid gap-0.5">
                  <span className="font-medium wrap-anywhere">
                    {auditAnchorPlaceLabel[place]} {target}
                  </span>
                  <span>
                    {sent ? (
                      <>
                        {sent.size.toLocaleString("en-GB")} events{" "}
                        <RelativeTime value={sent.sentAt.toISOString()} zone={zone} />
                      </>
                    ) : (
                      "Nothing was pushed there yet."
                    )}
                    {sent?.sameMachine
                      ? " Same machine: proves nothing against its owner."
                      : place === "folder"
                        ? " It is outside only if the folder lies on another machine."
                        : ""}
                  </span>
                </li>
              );
            })}
          </ul>
        ) : null}
        <div>
          <Button asChild variant="secondary">
            <a href={`/api/v1/audit/log/${organizationId}/policy`} download="policy.txt">
              Save keys and policy
            </a>
          </Button>
        </div>
      </CardContent>
    </Card>
  );
}

function Window({ anchoring, zone }: { anchoring: Copies["anchoring"]; zone: string }) {
  if (anchoring.kind === "none") {
    return (
      <p>
        No copy of a checkpoint is known to be out of reach of whoever runs this portal. All events could be rewritten
        and signed anew unseen, unless somebody keeps a checkpoint: save the newest one from time to time.
      </p>
    );
  }
  const { copy, since } = anchoring;
  return (
    <p>
      {anchoring.kind === "outside" ? "The last copy outside" : "The last copy"} is of{" "}
      {copy.size.toLocaleString("en-GB")} events, <RelativeTime value={new Date(copy.at).toISOString()} zone={zone} />.{" "}
      {since === 0n
        ? "No event came since."
        : `The ${since === 1n ? "event" : `${since.toLocaleString("en-GB")} events`} since could be cut off unseen.`}
      {anchoring.kind === "same_machine"
        ? " It lies on the same machine: it proves nothing against its owner."
        : " Nothing before can be changed without its holder noticing."}
    </p>
  );
}

function WitnessWords({ witness, zone }: { witness: Copies["witnesses"][number]; zone: string }) {
  const { size, cosignedAt, trouble, sameMachine, configured } = witness;
  return (
    <>
      {sameMachine ? <span>Same machine: proves nothing against its owner.</span> : null}
      {size === null || cosignedAt === null ? (
        <span>Has not cosigned anything yet.</span>
      ) : (
        <span>
          Cosigned {size.toLocaleString("en-GB")} events <RelativeTime value={cosignedAt.toISOString()} zone={zone} />
        </span>
      )}
      {trouble === null ? null : <span className="text-danger-text">{trouble}</span>}
      {configured ? null : <span>No longer configured.</span>}
    </>
  );
}
