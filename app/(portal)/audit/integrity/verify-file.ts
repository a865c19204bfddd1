import { config } from "zod";
import type { Report } from "@/lib/audit/verify/report";

/** Verifies a package with what the verifier pins; a lone verifier key is taken as a policy without witnesses. */
export async function verifyFile(file: File, pinned: string, saved: readonly File[]): Promise<Report> {
  // The content security policy forbids compiling code, which zod would otherwise try as soon as a schema is made.
  config({ jitless: true });
  const { blobSource } = await import("@/lib/audit/verify/byte-source");
  const { verifyPackage } = await import("@/lib/audit/verify/verify-package");
  const text = pinned.trim();
  const policy = text === "" ? undefined : /^\S+$/.test(text) ? `log ${text}\nquorum none\n` : `${text}\n`;
  const earlier = await Promise.all(saved.map((each) => each.text()));
  return verifyPackage(blobSource(file), { policy, earlier });
}
