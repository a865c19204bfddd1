import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { PublicShell } from "@/components/shell/public-shell";
import { formatDay } from "@/components/status/calendar";
import { FactList } from "@/components/status/fact-list";
import { StatusBadge } from "@/components/status/status-badge";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { AppError, notFound as unknown } from "@/lib/platform/errors";
import { originOf } from "@/lib/platform/http/origin";
import { attempt } from "@/lib/platform/limits/limit";
import { readCertificate } from "@/lib/policies/training/certificate";

export const metadata: Metadata = { title: "Certificate", robots: { index: false, follow: false } };

/** Anybody with the address of a certificate sees what it says (P17), and prints it. */
export default async function CertificatePage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  const { ip } = originOf(await headers());
  const certificate = await attempt("link:open", [ip ?? ""], async () => {
    const found = await readCertificate(code);
    if (!found) throw unknown("This certificate");
    return found;
  }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    if (error instanceof AppError && error.code === "rate_limited") return error;
    throw error;
  });
  if (certificate instanceof AppError) {
    return (
      <PublicShell>
        <Alert tone="warning">{certificate.message}</Alert>
      </PublicShell>
    );
  }
  return (
    <PublicShell organisationName={certificate.organization}>
      <div className="grid max-w-[560px] gap-6">
        <div className="grid gap-2">
          <p className="text-muted-foreground">Certificate of training</p>
          <h1 className="text-title wrap-anywhere">{certificate.course}</h1>
          <div>
            <StatusBadge
              tone={certificate.valid ? "success" : "warning"}
              label={certificate.valid ? "Valid" : "Expired"}
            />
          </div>
        </div>
        <FactList
          facts={[
            { label: "Holder", value: certificate.holder },
            { label: "Issued by", value: certificate.organization },
            { label: "Passed on", value: formatDay(certificate.passedOn, "UTC") },
            { label: "Valid until", value: formatDay(certificate.validUntil, "UTC") },
            { label: "Fingerprint", value: certificate.fingerprint },
          ]}
        />
        <div data-print="hide" className="grid justify-items-start gap-3">
          <p className="text-muted-foreground">
            This page shows what {certificate.organization} has on record; the PDF names its address. To be certain that
            the record was not altered, ask them for the fingerprint in the entry of their audit log of the day the
            course was passed: it must be the one above. Certificates issued before December 2026 have none there.
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
