import { Page, PageHead, Section } from "@/components/shell/page";
import { ExactTime } from "@/components/status/relative-time";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import type { readArchivedEvent } from "@/lib/audit/archive/archived-event";
import { ProofSection } from "./proof-section";

type Found = Awaited<ReturnType<typeof readArchivedEvent>>;

/** An event that lies in a bundle: what was signed and its proof, and never "missing" (E6). */
export function ArchivedEvent({ found, zone }: { found: Found; zone: string }) {
  const { archive, index, leaf, place, revealed } = found;
  return (
    <Page>
      <PageHead
        title={`Event № ${index}`}
        crumbs={[
          { label: "Audit trail", href: "/audit" },
          { label: "Archives", href: "/audit/archives" },
          { label: `№ ${index}` },
        ]}
      />
      <Alert tone="info" title="This event is archived">
        It went{" "}
        {archive.finishedAt ? (
          <>
            on <ExactTime value={archive.finishedAt} zone={zone} />{" "}
          </>
        ) : null}
        to the bundle{" "}
        <TextLink inline href={`/audit/archives/${archive.id}`}>
          {archive.reference}
        </TextLink>{" "}
        and can no longer be searched. Its place, its bytes and its proof are as they were.
      </Alert>
      {leaf === null ? (
        <Alert tone="danger" title="The copy of its bytes cannot be read">
          The bundle still holds them. The check of the log says what happened to the copy.
        </Alert>
      ) : (
        <>
          <Section title="Proof">
            <ProofSection event={{ leaf }} place={place} />
          </Section>
          <Section title="What was signed">
            <pre className="rounded-md bg-muted p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
              {JSON.stringify(revealed?.leaf ?? null, null, 2)}
            </pre>
          </Section>
        </>
      )}
    </Page>
  );
}
