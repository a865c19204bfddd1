import "server-only";
import { env } from "@/lib/platform/env";
import { acceptCheckpoint, parsePolicy } from "../verify/policy";
import { configuredWitnesses } from "../witness/configured";
import { policyText } from "../witness/policy-text";
import type { SignedLog } from "./package-source";

/**
 * The policy a package comes with: the log's keys and its witnesses. Whoever checks it compares it with one from elsewhere.
 * A checkpoint that its witnesses did not sign (yet) comes without a quorum, and says so.
 */
export async function policyOf({ vkeys, note }: Pick<SignedLog, "vkeys" | "note">): Promise<string> {
  const witnesses = await configuredWitnesses();
  const text = policyText(vkeys, witnesses, env.AUDIT_WITNESS_QUORUM);
  if (witnesses.length === 0 || reaches(note, text)) return text;
  return text.replace(/^quorum .*$/m, "# its witnesses had not signed when this was exported\nquorum none");
}

function reaches(note: string, policy: string): boolean {
  try {
    acceptCheckpoint(note, parsePolicy(policy));
    return true;
  } catch {
    return false;
  }
}
