import type { SignedLog } from "./package-source";

/** The policy a package comes with: the log's keys. Whoever checks it compares it with one from elsewhere. */
export function policyOf({ vkeys }: Pick<SignedLog, "vkeys">): string {
  return `${vkeys.map((vkey) => `log ${vkey}\n`).join("")}quorum none\n`;
}
