import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { PublicShell } from "@/components/shell/public-shell";
import { Alert } from "@/components/ui/alert";
import { AppError } from "@/lib/platform/errors";
import { originOf } from "@/lib/platform/http/origin";
import { attempt } from "@/lib/platform/limits/limit";
import { readCertificate } from "@/lib/policies/training/certificate";
import { ProvenCertificate } from "./proven-certificate";

export const metadata: Metadata = { title: "Certificate", robots: { index: false, follow: false } };

/** Anybody with the address of a certificate sees what its entry in the audit log proves (P17), and prints it. */
export default async function CertificatePage({ params }: { params: Promise<{ code: string }> }) {
  const { code } = await params;
  const origin = originOf(await headers());
  const certificate = await attempt("link:open", [origin.ip ?? ""], () => readCertificate(code, origin)).catch(
    (error: unknown) => {
      if (error instanceof AppError && error.code === "not_found") notFound();
      if (error instanceof AppError && error.code === "rate_limited") return error;
      throw error;
    },
  );
  if (certificate instanceof AppError) {
    return (
      <PublicShell>
        <Alert tone="warning">{certificate.message}</Alert>
      </PublicShell>
    );
  }
  if (certificate.state === "proven") return <ProvenCertificate code={code} certificate={certificate} />;
  return (
    <PublicShell>
      <div className="grid max-w-[560px] gap-6">
        <h1 className="text-title">Certificate of training</h1>
        {certificate.state === "waiting" ? (
          <Alert tone="info">
            This certificate was issued a moment ago and is being signed. Open this page again in a few seconds.
          </Alert>
        ) : (
          <Alert tone="danger">
            This certificate cannot be confirmed: {certificate.why}. Nothing it says is shown, because it may have been
            altered. Ask the organisation that issued it; certificates issued before December 2026 cannot be confirmed
            here.
          </Alert>
        )}
      </div>
    </PublicShell>
  );
}
