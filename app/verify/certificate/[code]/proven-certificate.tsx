import { PublicShell } from "@/components/shell/public-shell";
import { formatDay } from "@/components/status/calendar";
import { FactList } from "@/components/status/fact-list";
import { StatusBadge } from "@/components/status/status-badge";
import { Button } from "@/components/ui/button";
import type { CheckedCertificate } from "@/lib/policies/training/certificate";

type Proven = Extract<CheckedCertificate, { state: "proven" }>;

/** What a certificate says, each word of it under the fingerprint in the signed entry. */
export function ProvenCertificate({ code, certificate }: { code: string; certificate: Proven }) {
  const { course, holder, organization, passedOn, validUntil, fingerprint, valid, place } = certificate;
  return (
    <PublicShell organisationName={organization}>
      <div className="grid max-w-[560px] gap-6">
        <div className="grid gap-2">
          <p className="text-muted-foreground">Certificate of training</p>
          <h1 className="text-title wrap-anywhere">{course}</h1>
          <div>
            <StatusBadge tone={valid ? "success" : "warning"} label={valid ? "Valid" : "Expired"} />
          </div>
        </div>
        <FactList
          facts={[
            { label: "Holder", value: holder },
            { label: "Issued by", value: organization },
            { label: "Passed on", value: formatDay(passedOn, "UTC") },
            { label: "Valid until", value: formatDay(validUntil, "UTC") },
            { label: "Fingerprint", value: fingerprint },
            { label: "Audit log", value: `${place.origin}, entry ${place.index} of ${place.size}` },
            { label: "Signed with", value: place.vkey },
          ]}
        />
        <div data-print="hide" className="grid justify-items-start gap-3">
          <p className="text-muted-foreground">
            The entry of the audit log carries the fingerprint of all that stands here, and is in what the log's key
            signed; this was checked as the page was opened. Whose key it is, compare with what {organization}{" "}
            publishes. The PDF names this address.
          </p>
          <Button asChild variant="secondary">
            <a href={`/verify/certificate/${code}/file`} download>
              Download as PDF
            </a>
          </Button>
        </div>
      </div>
    </PublicShell>
  );
}
