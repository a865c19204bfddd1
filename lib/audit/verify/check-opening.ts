import { toBase64, utf8Text } from "@/lib/platform/crypto/bytes";
import type { ClosedLog } from "./chain";
import { linesOf } from "./lines";
import { packageFiles } from "./manifest";
import type { PackageReader } from "./package-reader";
import type { Findings } from "./report";

/** The first leaf of a log that continues a closed one must say the same as the closed log's key: where that one ended (A9). */
export async function checkOpening(reader: PackageReader, closed: ClosedLog, findings: Findings): Promise<void> {
  const { selection } = reader.manifest;
  if (selection.kind !== "range" || selection.first !== "0" || selection.count === "0") return;
  const first = await linesOf(reader.stream(packageFiles.events)).next();
  const said = first.done === true ? undefined : closedBy(first.value);
  if (said?.origin === closed.origin && said.size === `${closed.size}` && said.root === toBase64(closed.root)) {
    findings.facts.push(`its first event says where ${closed.origin} ended, why, and who decided it`);
  } else {
    findings.problem(`The first event does not say that ${closed.origin} was closed at size ${closed.size}.`, 0n);
  }
}

function closedBy(leaf: Uint8Array): { origin?: unknown; size?: unknown; root?: unknown } | undefined {
  try {
    return JSON.parse(utf8Text(leaf)).change.after.closed;
  } catch {
    return undefined;
  }
}
