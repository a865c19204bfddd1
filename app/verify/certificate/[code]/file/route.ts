import { Readable } from "node:stream";
import { env } from "@/lib/platform/env";
import { downloadHeaders } from "@/lib/platform/http/file-response";
import { originOf } from "@/lib/platform/http/origin";
import { problemResponse } from "@/lib/platform/http/problem";
import { attempt } from "@/lib/platform/limits/limit";
import { provenCertificate } from "@/lib/policies/training/certificate";
import { certificatePdf } from "@/lib/policies/training/certificate-pdf";

/** The certificate as a PDF, for whoever holds its code, as the page beside it (P17). */
export async function GET(request: Request, { params }: { params: Promise<{ code: string }> }): Promise<Response> {
  const origin = originOf(request.headers);
  try {
    const { code } = await params;
    const certificate = await attempt("link:open", [origin.ip ?? ""], () => provenCertificate(code, origin));
    const pdf = certificatePdf({ ...certificate, address: `${env.PUBLIC_URL}/verify/certificate/${code}` });
    return new Response(Readable.toWeb(pdf as Readable) as ReadableStream<Uint8Array>, {
      headers: downloadHeaders(`certificate-${certificate.passedOn}.pdf`, "application/pdf"),
    });
  } catch (error) {
    return problemResponse(error, origin.requestId, "certificate.file");
  }
}
