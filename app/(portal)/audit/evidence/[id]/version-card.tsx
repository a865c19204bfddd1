import { EvidenceStatusBadge } from "@/components/audit/evidence-status-badge";
import { fileSize } from "@/components/audit/file-size";
import { IntegrityBadge } from "@/components/audit/integrity-badge";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { HashText } from "@/components/status/hash-text";
import { RelativeTime } from "@/components/status/relative-time";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import { verifyEvidenceAction } from "../actions";
import type { ReadEvidence } from "./evidence-facts";

type Version = ReadEvidence["versions"][number];

export function VersionCard({ version, actor, zone }: { version: Version; actor: Actor; zone: string }) {
  const time = (at: Date) => <RelativeTime value={at.toISOString()} zone={zone} />;
  return (
    <Card>
      <CardHeader>
        <CardTitle as="h3" className="wrap-anywhere">{`Version ${version.number}: ${version.fileName}`}</CardTitle>
        <CardAction className="flex flex-wrap justify-end gap-2">
          <EvidenceStatusBadge status={version.status} />
          {version.destroyedAt ? null : <IntegrityBadge state={version.integrity} at={version.verifiedAt} />}
        </CardAction>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p className="text-muted-foreground">
          {fileSize(Number(version.size))}, {version.mediaType}, collected {time(version.collectedAt)} by{" "}
          {version.collectedBy}, {version.verifiedAt ? <>last checked {time(version.verifiedAt)}</> : "never checked"}.{" "}
          <HashText value={version.sha256} label="SHA-256" />
        </p>
        {version.changeNote ? <p className="whitespace-pre-wrap wrap-anywhere">{version.changeNote}</p> : null}
        {version.decidedAt ? (
          <p className="wrap-anywhere">
            {version.status === "rejected" ? "Rejected" : "Decided"} {time(version.decidedAt)} by {version.decidedBy}
            {version.decisionReason ? `: ${version.decisionReason}` : ""}
          </p>
        ) : null}
        {version.destroyedAt ? (
          <p className="text-muted-foreground">
            The content was destroyed {time(version.destroyedAt)}; name, size and hash stay.
          </p>
        ) : (
          <FileActions version={version} actor={actor} />
        )}
      </CardContent>
    </Card>
  );
}

function FileActions({ version, actor }: { version: Version; actor: Actor }) {
  return (
    <div className="flex flex-wrap gap-2">
      {mayDo(actor, "evidence:download") ? (
        <Button asChild variant="secondary">
          <a
            href={`/api/v1/audit/evidence/${version.evidenceId}/file?version=${version.number}`}
            download
            aria-label={version.number === 1 ? undefined : `Download version ${version.number}`}
          >
            Download
          </a>
        </Button>
      ) : null}
      {mayDo(actor, "evidence:verify") ? (
        <ActionForm
          action={verifyEvidenceAction}
          organizationId={actor.organizationId}
          hidden={{ id: version.evidenceId, version: version.number }}
        >
          <SubmitButton variant="ghost" pendingLabel="Checking…">
            Check now
          </SubmitButton>
        </ActionForm>
      ) : null}
    </div>
  );
}
