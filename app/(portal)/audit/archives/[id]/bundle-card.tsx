import { fileSize } from "@/components/audit/file-size";
import { FactList } from "@/components/status/fact-list";
import { HashText } from "@/components/status/hash-text";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { FoundArchive } from "./archive-facts";

/** What lies in the object store for this month, and where to check it. */
export function BundleCard({ found, mayDownload }: { found: FoundArchive; mayDownload: boolean }) {
  const { archive, bytes } = found;
  if (archive.sha256 === null) {
    return (
      <p className="text-muted-foreground">
        There is none yet. Once two people agreed, the month is bundled and the bundle verified, before any event is
        moved.
      </p>
    );
  }
  return (
    <Card>
      <CardContent className="grid gap-4 pt-4 md:pt-6">
        <FactList
          facts={[
            { label: "Events", value: archive.count.toLocaleString("en-GB") },
            { label: "Checkpoint", value: `${archive.size?.toLocaleString("en-GB")} events` },
            { label: "Size", value: bytes === null ? "Unknown" : fileSize(Number(bytes)) },
            { label: "SHA-256, also in the log", value: <HashText value={archive.sha256} label="Copy SHA-256" /> },
          ]}
        />
        <p className="text-muted-foreground">
          The bundle has the format of an export. Drop it on{" "}
          <TextLink inline href="/audit/integrity">
            Integrity
          </TextLink>{" "}
          to check it. The nightly check of the log reads it too.
        </p>
        {mayDownload ? (
          <div>
            <Button asChild>
              <a href={`/api/v1/audit/archives/${archive.id}/file`} download>
                Download bundle
              </a>
            </Button>
          </div>
        ) : null}
      </CardContent>
    </Card>
  );
}
