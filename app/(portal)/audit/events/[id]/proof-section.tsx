import { ProofTree } from "@/components/audit/proof-tree";
import { FactList } from "@/components/status/fact-list";
import { HashText } from "@/components/status/hash-text";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent } from "@/components/ui/card";
import type { Place } from "@/lib/audit/explorer/place";
import { proofPath } from "@/lib/audit/proof-path";
import { toBase64, toHex } from "@/lib/platform/crypto/bytes";
import { VerifyProof } from "./verify-proof";

/** Where the event stands in the log, the path from its hash to the signed root, and the check that the browser does itself. */
export function ProofSection({ event, place }: { event: { leaf: Uint8Array }; place: Place }) {
  if (place.state === "pending") {
    return (
      <Alert tone="info" title="On its way into the log">
        It is recorded and gets its place within two seconds. Reload the page for its proof.
      </Alert>
    );
  }
  if (place.state === "outside") {
    return (
      <Alert tone="danger" title="Not in the signed log">
        {place.queued
          ? "It has waited for its place for more than a minute: the log is not signed at the moment. The Integrity page says why and who can mend it."
          : "Nothing proves that the portal recorded this event: somebody wrote it into the database, or took its place in the log away. Run a check on the Integrity page and keep the result."}
      </Alert>
    );
  }
  if (place.state === "unsigned" && place.late) {
    return (
      <Alert tone="danger" title={`At index ${place.index}, and not signed for more than a minute`}>
        The log is not signed at the moment. The Integrity page says why and who can mend it.
      </Alert>
    );
  }
  if (place.state === "unsigned") {
    return (
      <Alert tone="info" title={`At index ${place.index}, not signed yet`}>
        The next checkpoint covers it. Reload the page for its proof.
      </Alert>
    );
  }
  const { log, index, leafHash } = place;
  const steps = place.state === "signed" ? proofPath(leafHash, index, log.size, place.proof, log.root) : null;
  return (
    <Card>
      <CardContent className="grid gap-6 pt-4 md:grid-cols-[minmax(0,1fr)_20rem] md:pt-6">
        <div className="grid min-w-0 content-start gap-6">
          <FactList
            facts={[
              { label: "Index", value: <span className="tabular-nums">{`${index}`}</span> },
              { label: "Leaf hash", value: <HashText value={toHex(leafHash)} label="Copy leaf hash" /> },
              { label: "Checkpoint", value: `${log.size} events` },
              { label: "Signed root", value: <HashText value={toHex(log.root)} label="Copy root" /> },
              { label: "Log", value: log.origin },
            ]}
          />
          {steps === null ? (
            <Alert tone="danger" title="The hashes in the database do not lead to the signed root">
              Something in this log was altered. The Integrity page finds out where.
            </Alert>
          ) : null}
          <VerifyProof
            leaf={toBase64(event.leaf)}
            leafHash={toHex(leafHash)}
            index={`${index}`}
            proof={place.state === "signed" ? place.proof.map(toBase64) : []}
            note={log.note}
            vkey={log.vkey}
          />
        </div>
        {steps === null ? null : (
          <ProofTree
            leaf={toHex(leafHash)}
            steps={steps.map(({ side, sibling, node }) => ({ side, sibling: toHex(sibling), node: toHex(node) }))}
          />
        )}
      </CardContent>
    </Card>
  );
}
