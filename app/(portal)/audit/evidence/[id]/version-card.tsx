import { fileSize } from "@/components/audit/file-size";
import { IntegrityBadge } from "@/components/audit/integrity-badge";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { HashText } from "@/components/status/hash-text";
import { RelativeTime } from "@/components/status/relative-time";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { readEvidence } from "@/lib/audit/evidence/queries";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import { verifyEvidenceAction } from "../actions";

type Version = Awaited<ReturnType<typeof readEvidence>>["evidence"]["versions"][number];

export function VersionCard({ version, actor, zone }: { version: Version; actor: Actor; zone: string }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle as="h3" className="wrap-anywhere">{`Version ${version.number}: ${version.fileName}`}</CardTitle>
        <CardAction>
          <IntegrityBadge state={version.integrity} />
        </CardAction>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p className="text-muted-foreground">
          {fileSize(Number(version.size))}, {version.mediaType}, collected{" "}
          <RelativeTime value={version.collectedAt.toISOString()} zone={zone} />,{" "}
          {version.verifiedAt ? (
            <>
              last checked <RelativeTime value={version.verifiedAt.toISOString()} zone={zone} />
            </>
          ) : (
            "never checked"
          )}
          . <HashText value={version.sha256} label="SHA-256" />
        </p>
        <div className="flex flex-wrap gap-2">
          {mayDo(actor, "evidence:download") ? (
            <Button asChild variant="secondary">
              <a href={`/api/v1/audit/evidence/${version.evidenceId}/file?version=${version.number}`} download>
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
                Check the stored file
              </SubmitButton>
            </ActionForm>
          ) : null}
        </div>
      </CardContent>
    </Card>
  );
}
