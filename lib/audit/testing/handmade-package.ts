import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { concat, toBase64, toHex, utf8 } from "@/lib/platform/crypto/bytes";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { seal } from "@/lib/platform/crypto/keyring";
import { leafHash, rootOf } from "@/lib/platform/crypto/merkle";
import { newSigner } from "@/lib/platform/crypto/note-key";
import { sha256 } from "@/lib/platform/crypto/sha256";
import { checkpointText, type NoteSigner, signNote } from "@/lib/platform/crypto/signed-note";
import { newTiles, tilePath } from "@/lib/platform/crypto/tiles";
import { eventColumns } from "@/lib/platform/event-columns";
import { csvRecord } from "../csv";
import { packageReadme } from "../export/readme";
import { cellsOf } from "../leaf";
import { statementText } from "../verify/chain";
import { fixSums } from "./package-fixture";

type Wanted = {
  /** Events of the log; so many of them, from the last on back, are in the package. */
  total?: number;
  chosen?: number;
  /** The log changed its key at its second event, and signs with the new one. */
  rotated?: boolean;
};

/**
 * Writes the files of a package of three events into a folder, without portal or database: the name of who acted is disclosed, and the
 * last event collected a piece of evidence, which goes along. Fewer events than the log has make it one by a filter. Returns the policy
 * to check it by.
 */
export async function handmadePackage(
  folder: string,
  { total = 3, chosen = total, rotated }: Wanted = {},
): Promise<string> {
  const log = newSigner("portal.example/log");
  const signer = rotated ? newSigner(log.name) : log;
  const key = randomBytes(32);
  const file = utf8("the collected list");
  const digest = toHex(sha256(file));
  const sealed = seal(key, Buffer.from(JSON.stringify("Nora")), "field:k1");
  const name = { k: "k1", n: toBase64(sealed.subarray(0, 12)), c: toBase64(sealed.subarray(12)) };
  const [first, last] = [total - chosen, total - 1];
  const actions = Array.from({ length: total }, (_, i) =>
    i === last ? "evidence.collect" : `example.${i % 2 ? "write" : "read"}`,
  );
  const leaves = actions.map((action, index) => ({
    ...{ v: 1, id: `event-${index}`, organization: "ours", type: "system", action, crud: "create", outcome: "success" },
    ...{ riskLevel: "low", retentionClass: "seven_years", actor: { kind: "user", id: "33", name } },
    resource: { type: index === last ? "evidence" : "example", id: "r1", label: "EVD-2026-0001 List" },
    change: { before: null, after: { version: 1, sha256: digest, ok: true }, reason: null },
    ...{ controlIds: ["CC1.4"], occurredAt: "2026-12-01T08:00:00.000Z", recordedAt: "2026-12-01T08:00:00.000Z" },
    ...{ ip: null, userAgent: null, sessionId: null, requestId: "q", correlationId: null },
  }));
  const bytes = leaves.map((leaf) => canonicalize(leaf));
  const hashes = bytes.map((leaf) => leafHash(leaf));
  const root = rootOf(hashes);
  const policy = `log ${log.vkey}\nquorum none\n`;
  const rows = leaves
    .slice(first)
    .map((leaf, i) => csvRecord([`${first + i}`, ...(cellsOf(leaf, new Map([["/actor/name", "Nora"]])) as string[])]));
  const line = {
    index: `${last}`,
    evidence: "r1",
    version: 1,
    reference: "EVD-2026-0001",
    fileName: "list.csv",
    sha256: digest,
  };
  const indexes = Array.from({ length: chosen }, (_, i) => `${first + i}`);
  const given = indexes.map((index) => `{"index":"${index}","path":"/actor/name","key":"${key.toString("base64")}"}\n`);
  const files: [name: string, content: string | Uint8Array, rows?: number][] = [
    ["README", packageReadme(log.name)],
    ...(rotated ? [["chain.json", JSON.stringify([nextKey(log, signer.vkey)])] as [string, string]] : []),
    ["checkpoint", signNote(checkpointText(log.name, BigInt(total), root), signer)],
    ["disclosures.ndjson", given.join(""), chosen],
    ["events.csv", csvRecord(["index", ...eventColumns]) + rows.join(""), chosen + 1],
    ["events.ndjson", concat(...bytes.slice(first).flatMap((leaf) => [leaf, utf8("\n")])), chosen],
    ["evidence/EVD-2026-0001/1.csv", file],
    [
      "evidence/index.ndjson",
      `${JSON.stringify({ ...line, state: "carried", path: "evidence/EVD-2026-0001/1.csv" })}\n`,
      1,
    ],
    ["policy", policy],
    ["proofs/indexes.txt", `${indexes.join("\n")}\n`, chosen],
    ...tilesOf(hashes),
  ];
  for (const [name, content] of files) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  const manifest = {
    format: "plinto-audit-package/1",
    checkpoint: { origin: log.name, size: `${total}`, root: toBase64(root) },
    selection:
      chosen === total
        ? { kind: "range", first: "0", count: `${total}` }
        : { kind: "filter", filter: { action: "example", from: "2026-12-01T00:00:00.000Z" } },
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

const nextKey = (log: NoteSigner & { vkey: string }, vkey: string) =>
  signNote(statementText({ kind: "key", origin: log.name, size: 2n, vkey }), log);

/** All tiles of a tree of at most 65,536 leaves. */
function tilesOf(hashes: Uint8Array[]): [string, Uint8Array][] {
  const full = Array.from({ length: hashes.length >> 8 }, (_, i) => rootOf(hashes.slice(256 * i, 256 * (i + 1))));
  return [...newTiles(0n, BigInt(hashes.length))].map((tile) => {
    const from = 256 * Number(tile.index);
    const row = (tile.level === 0 ? hashes : full).slice(from, from + tile.width);
    return [`proofs/${tilePath(tile)}`, concat(...row)];
  });
}
