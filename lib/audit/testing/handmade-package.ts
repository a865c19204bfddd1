import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { concat, toBase64, toHex, utf8 } from "@/lib/platform/crypto/bytes";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { seal } from "@/lib/platform/crypto/keyring";
import { leafHash, rootOf } from "@/lib/platform/crypto/merkle";
import { newSigner } from "@/lib/platform/crypto/note-key";
import { sha256 } from "@/lib/platform/crypto/sha256";
import { checkpointText, signNote } from "@/lib/platform/crypto/signed-note";
import { eventColumns } from "@/lib/platform/event-columns";
import { csvRecord } from "../csv";
import { packageReadme } from "../export/readme";
import { cellsOf } from "../leaf";
import { fixSums } from "./package-fixture";

/**
 * Writes the files of a package of three events into a folder, without portal or database: the name of who acted is disclosed, and the
 * last event collected a piece of evidence, which goes along. Returns the policy to check it by.
 */
export async function handmadePackage(folder: string): Promise<string> {
  const log = newSigner("portal.example/log");
  const key = randomBytes(32);
  const file = utf8("the collected list");
  const digest = toHex(sha256(file));
  const sealed = seal(key, Buffer.from(JSON.stringify("Nora")), "field:k1");
  const name = { k: "k1", n: toBase64(sealed.subarray(0, 12)), c: toBase64(sealed.subarray(12)) };
  const leaves = ["example.read", "example.write", "evidence.collect"].map((action, index) => ({
    ...{ v: 1, id: `event-${index}`, organization: "ours", type: "system", action, crud: "create", outcome: "success" },
    ...{ riskLevel: "low", retentionClass: "seven_years", actor: { kind: "user", id: "33", name } },
    resource: { type: index === 2 ? "evidence" : "example", id: "r1", label: "EVD-2026-0001 List" },
    change: { before: null, after: { version: 1, sha256: digest, ok: true }, reason: null },
    ...{ controlIds: ["CC1.4"], occurredAt: "2026-12-01T08:00:00.000Z", recordedAt: "2026-12-01T08:00:00.000Z" },
    ...{ ip: null, userAgent: null, sessionId: null, requestId: "q", correlationId: null },
  }));
  const bytes = leaves.map((leaf) => canonicalize(leaf));
  const hashes = bytes.map((leaf) => leafHash(leaf));
  const root = rootOf(hashes);
  const policy = `log ${log.vkey}\nquorum none\n`;
  const rows = leaves.map((leaf, i) =>
    csvRecord([`${i}`, ...(cellsOf(leaf, new Map([["/actor/name", "Nora"]])) as string[])]),
  );
  const line = {
    index: "2",
    evidence: "r1",
    version: 1,
    reference: "EVD-2026-0001",
    fileName: "list.csv",
    sha256: digest,
  };
  const given = leaves.map((_, i) => `{"index":"${i}","path":"/actor/name","key":"${key.toString("base64")}"}\n`);
  const files: [name: string, content: string | Uint8Array, rows?: number][] = [
    ["README", packageReadme(log.name)],
    ["checkpoint", signNote(checkpointText(log.name, 3n, root), log)],
    ["disclosures.ndjson", given.join(""), 3],
    ["events.csv", csvRecord(["index", ...eventColumns]) + rows.join(""), 4],
    ["events.ndjson", concat(...bytes.flatMap((leaf) => [leaf, utf8("\n")])), 3],
    ["evidence/EVD-2026-0001/1.csv", file],
    [
      "evidence/index.ndjson",
      `${JSON.stringify({ ...line, state: "carried", path: "evidence/EVD-2026-0001/1.csv" })}\n`,
      1,
    ],
    ["policy", policy],
    ["proofs/indexes.txt", "0\n1\n2\n", 3],
    ["proofs/tile/0/000.p/3", concat(...hashes)],
  ];
  for (const [name, content] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  const manifest = {
    format: "plinto-audit-package/1",
    checkpoint: { origin: log.name, size: "3", root: toBase64(root) },
    selection: { kind: "range", first: "0", count: "3" },
    evidence: true,
    requestedBy: "Somebody",
    requestedAt: "2026-12-01T09:00:00.000Z",
    policySha256: toHex(sha256(utf8(policy))),
    files: files.map(([name, , rows]) => ({
      path: name,
      sha256: "",
      bytes: 0,
      ...(rows === undefined ? {} : { rows }),
    })),
  };
  await writeFile(path.join(folder, "manifest.json"), JSON.stringify(manifest));
  await fixSums(folder);
  return policy;
}
