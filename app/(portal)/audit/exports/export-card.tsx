import { fileSize } from "@/components/audit/file-size";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { FactList } from "@/components/status/fact-list";
import { HashText } from "@/components/status/hash-text";
import { ExactTime } from "@/components/status/relative-time";
import { StatusBadge } from "@/components/status/status-badge";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Progress } from "@/components/ui/progress";
import type { Tone } from "@/components/ui/tone";
import type { listExports } from "@/lib/audit/export/queries";
import { type AuditExportState, exportStateLabels, isUnderWay, progressWords } from "@/lib/audit/export/rules";
import { cancelExportAction } from "./actions";
import { selectionWords } from "./selection-words";

type Found = Awaited<ReturnType<typeof listExports>>[number];

const tones: Record<AuditExportState, Tone> = {
  queued: "neutral",
  building: "info",
  ready: "success",
  cancelled: "neutral",
  failed: "danger",
  expired: "neutral",
};

/** One export: what was asked for, how far it is, and its file while there is one. */
export function ExportCard({ found, organizationId, zone }: { found: Found; organizationId: string; zone: string }) {
  const { state, file } = found;
  return (
    <Card>
      <CardHeader>
        <CardTitle as="h3">{selectionWords(found)}</CardTitle>
        <CardAction>
          <StatusBadge tone={tones[state]} label={exportStateLabels[state]} />
        </CardAction>
      </CardHeader>
      <CardContent className="grid gap-4">
        {isUnderWay(state) ? (
          <Progress
            value={Number(found.position)}
            max={Number(found.total)}
            label={state === "queued" ? "Waiting for its turn" : "Being built"}
            note={state === "queued" ? undefined : progressWords(found)}
          />
        ) : null}
        {found.problem ? <p className="text-danger-text">{found.problem}</p> : null}
        <FactList
          facts={[
            { label: "Asked for", value: <ExactTime value={found.requestedAt} zone={zone} /> },
            ...(found.requestedBy ? [{ label: "By", value: found.requestedBy }] : []),
            { label: "Checkpoint", value: `${found.size.toLocaleString("en-GB")} events` },
            { label: "Protected fields", value: found.disclose ? "Disclosed" : "Closed" },
            ...(found.evidence
              ? [{ label: "Evidence files", value: file ? `${found.carries.length} carried` : "Asked for" }]
              : []),
            ...(file
              ? [
                  { label: "Events", value: found.rows.toLocaleString("en-GB") },
                  { label: "Size", value: fileSize(Number(file.size)) },
                  { label: "SHA-256", value: <HashText value={file.sha256} label="Copy SHA-256" /> },
                ]
              : []),
            ...(found.expiresAt
              ? [{ label: "Offered until", value: <ExactTime value={found.expiresAt} zone={zone} /> }]
              : []),
          ]}
        />
        {file ? (
          <div>
            <Button asChild>
              <a href={`/api/v1/audit/exports/${found.id}/file`} download>
                Download package
              </a>
            </Button>
          </div>
        ) : null}
        {isUnderWay(state) ? (
          <div>
            <ConfirmDialog
              verb="Cancel export"
              title="Cancel this export?"
              action={cancelExportAction}
              organizationId={organizationId}
              hidden={{ exportId: found.id }}
              size="sm"
            >
              What was built so far is thrown away. That it was asked for and cancelled stays on record.
            </ConfirmDialog>
          </div>
        ) : null}
      </CardContent>
    </Card>
  );
}
