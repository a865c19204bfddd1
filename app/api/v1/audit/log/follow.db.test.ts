import "@/scripts/testing/without-next";
import { createHash, createPublicKey, randomUUID, verify } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { Pool } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { logOf } from "@/lib/audit/testing/log-inspection";
import { writeEvents } from "@/lib/audit/testing/write-events";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
let folder: string;
let ours: TestOrganization;
let theirs: TestOrganization;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-follow-"));
  const { connectSequencer } = await import("@/lib/audit/log/sequencer");
  pool = connectSequencer(database.url);
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
  const { createApiKey } = await import("@/lib/platform/auth/manage-api-keys");
  for (const permissions of [["log:follow", "log:read"], ["log:follow"], ["log:read"], ["ticket:create"]] as const) {
    const input = { name: permissions.join(), permissions: [...permissions], validDays: 1 };
    tokens[permissions.join()] = (await createApiKey(ours.person.admin, input)).token;
  }
  await writeEvents(ours, 560);
  await sequence();
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function sequence() {
  const { sequenceOnce } = await import("@/lib/audit/log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  await sequenceOnce(pool, fileStore(path.join(folder, "store")), () => new Date(), true);
}

/** A GET as a client would send it, through the routes' own handlers. */
async function get(resource: string, token = tokens["log:follow,log:read"], organization = ours.id): Promise<Response> {
  const url = `http://localhost/api/v1/audit/log/${organization}/${resource}`;
  const request = new Request(url, {
    headers: token ? { authorization: `Bearer ${token}`, "x-request-id": randomUUID() } : {},
  });
  const [kind, level = "", ...rest] = resource.split("/");
  if (kind === "checkpoint") {
    const { GET } = await import("./[organization]/checkpoint/route");
    return GET(request, { params: Promise.resolve({ organization }) });
  }
  if (level === "entries") {
    const { GET } = await import("./[organization]/tile/entries/[...path]/route");
    return GET(request, { params: Promise.resolve({ organization, path: rest }) });
  }
  const { GET } = await import("./[organization]/tile/[level]/[...path]/route");
  return GET(request, { params: Promise.resolve({ organization, level, path: rest }) });
}

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const hashOf = (...parts: Buffer[]) => createHash("sha256").update(Buffer.concat(parts)).digest();

/** The Merkle tree hash, written down from RFC 9162 section 2.1.1 by somebody who never saw this portal. */
function treeHash(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return hashOf(Buffer.of(0), leaves[0] as Buffer);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return hashOf(Buffer.of(1), treeHash(leaves.slice(0, split)), treeHash(leaves.slice(split)));
}

function signedBy(note: string, vkey: string): boolean {
  const end = note.lastIndexOf("\n\n") + 1;
  const [, , signature = ""] = note.slice(end + 1).split(" ");
  const key = Buffer.from(vkey.slice(vkey.indexOf("+", vkey.indexOf("+") + 1) + 1), "base64").subarray(1);
  const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key]);
  const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
  return verify(null, Buffer.from(note.slice(0, end)), publicKey, Buffer.from(signature, "base64").subarray(4));
}

/** Follows the log as the C2SP documents say: checkpoint, hash tiles of level 0, entries. */
async function follow() {
  const note = await (await get("checkpoint")).text();
  const [origin = "", sizeLine = "", rootLine = ""] = note.split("\n");
  const size = Number(sizeLine);
  const entries: Buffer[] = [];
  const hashes: Buffer[] = [];
  for (let tile = 0; tile * 256 < size; tile++) {
    const width = Math.min(256, size - tile * 256);
    const name = `${String(tile).padStart(3, "0")}${width < 256 ? `.p/${width}` : ""}`;
    const bundle = await bytesOf(await get(`tile/entries/${name}`));
    for (let at = 0; at < bundle.length; at += 2 + bundle.readUInt16BE(at)) {
      entries.push(bundle.subarray(at + 2, at + 2 + bundle.readUInt16BE(at)));
    }
    const tileBytes = await bytesOf(await get(`tile/0/${name}`));
    expect(tileBytes.length).toBe(32 * width);
    for (let at = 0; at < tileBytes.length; at += 32) hashes.push(tileBytes.subarray(at, at + 32));
  }
  return { note, origin, size, root: Buffer.from(rootLine, "base64"), entries, hashes };
}

describe("a client nobody here wrote (A20)", () => {
  it("follows checkpoint, tiles and entries past 256 leaves to the signed root", async () => {
    const log = await logOf(database.url, ours.id);
    const seen = await follow();
    expect(seen.size).toBeGreaterThan(512);
    expect(seen.origin).toBe(log.origin);
    expect(signedBy(seen.note, log.vkey)).toBe(true);
    expect(seen.entries.length).toBe(seen.size);
    expect(seen.hashes.every((hash, i) => hash.equals(hashOf(Buffer.of(0), seen.entries[i] as Buffer)))).toBe(true);
    expect(treeHash(seen.entries).equals(seen.root)).toBe(true);
    expect(JSON.parse((seen.entries[0] as Buffer).toString()).organization).toBe(ours.id);
    const upper = await bytesOf(await get("tile/1/000.p/2"));
    expect(upper.subarray(0, 32).equals(treeHash(seen.entries.slice(0, 256)))).toBe(true);
  });

  it("finds what it had before unchanged once the log has grown", async () => {
    const before = await follow();
    await writeEvents(ours, 3);
    await sequence();
    const after = await follow();
    expect(after.size).toBeGreaterThanOrEqual(before.size + 3);
    expect(treeHash(after.entries.slice(0, before.size)).equals(before.root)).toBe(true);
    // The partial tile of the smaller tree can still be asked for.
    const old = await bytesOf(await get(`tile/0/002.p/${before.size - 512}`));
    expect(old.equals(Buffer.concat(before.hashes.slice(512)))).toBe(true);
  });
});

/** RFC 9162 section 2.1.4.2, written down from the text. */
function isConsistent(first: number, second: number, proof: Buffer[], root1: Buffer, root2: Buffer): boolean {
  if (proof.length === 0) return first === second && root1.equals(root2);
  const path = Number.isInteger(Math.log2(first)) ? [root1, ...proof] : [...proof];
  let [fn, sn] = [first - 1, second - 1];
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [fr, sr] = [path[0] as Buffer, path[0] as Buffer];
  for (const c of path.slice(1)) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [hashOf(Buffer.of(1), c, fr), hashOf(Buffer.of(1), c, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
    } else sr = hashOf(Buffer.of(1), sr, c);
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && fr.equals(root1) && sr.equals(root2);
}

describe("a checkpoint saved earlier (A10)", () => {
  const proofOf = async (search: string, token = tokens["log:follow"]) => {
    const url = `http://localhost/api/v1/audit/log/${ours.id}/consistency?${search}`;
    const { GET } = await import("./[organization]/consistency/route");
    const request = new Request(url, { headers: { authorization: `Bearer ${token}`, "x-request-id": randomUUID() } });
    const response = await GET(request, { params: Promise.resolve({ organization: ours.id }) });
    return { status: response.status, body: await response.json() };
  };

  it("is proved to be the beginning of the newest one, and of any between", async () => {
    const { size, entries, note } = await follow();
    const rootAt = (count: number) => treeHash(entries.slice(0, count));
    for (const [first, second] of [
      [1, size],
      [255, 256],
      [256, 560],
      [300, size - 1],
      [size, size],
    ] as const) {
      const { body } = await proofOf(`first=${first}${second === size ? "" : `&second=${second}`}`);
      expect(body).toMatchObject({ first, second, checkpoint: second === size ? note : null });
      const proof = body.proof.map((hash: string) => Buffer.from(hash, "base64"));
      expect(isConsistent(first, second, proof, rootAt(first), rootAt(second))).toBe(true);
      expect(isConsistent(first, second, proof, rootAt(Math.max(1, first - 1)), rootAt(second))).toBe(first === 1);
    }
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const asked = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.count({ where: { action: "log.consistency" } }),
    );
    expect(asked).toBe(5);
  });

  it("is not compared when it claims nothing, is larger than the log, or the wrong way round", async () => {
    const { origin } = await logOf(database.url, ours.id);
    for (const search of [
      "first=0",
      "first=999999",
      "first=300&second=200",
      "first=1&second=999999",
      "first=01",
      "first=-1",
      "",
    ])
      expect([search, (await proofOf(search)).status]).toEqual([search, 422]);
    expect((await proofOf(`first=1&origin=${origin}`)).status).toBe(200);
    expect((await proofOf(`first=1&origin=${(await logOf(database.url, theirs.id)).origin}`)).status).toBe(404);
    expect((await proofOf("first=1", tokens["log:read"])).status).toBe(403);
  });
});

describe("what the routes answer", () => {
  it("types and caching of the C2SP documents", async () => {
    const checkpoint = await get("checkpoint");
    expect(checkpoint.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(checkpoint.headers.get("cache-control")).toBe("no-store");
    for (const tile of ["tile/0/000", "tile/entries/001", "tile/1/000.p/1"]) {
      const answer = await get(tile);
      expect([tile, answer.status]).toEqual([tile, 200]);
      expect(answer.headers.get("content-type")).toBe("application/octet-stream");
      expect(answer.headers.get("cache-control")).toMatch(/immutable/);
    }
    expect((await bytesOf(await get("tile/0/000"))).length).toBe(8_192);
  });

  it.each([
    "tile/0/003",
    "tile/0/002",
    "tile/0/002.p/255",
    "tile/entries/002",
    "tile/entries/x001/000",
    "tile/1/000",
    "tile/2/000.p/1",
    "tile/0/000.p/0",
    "tile/0/000.p/256",
    "tile/0/0",
    "tile/64/000",
    "tile/abc/000",
    "tile/0/x000/000",
    "tile/0/000/000",
    "tile/entries/-01",
    "tile/0/000.p/1/1",
  ])("%s is not there: 404, never an error", async (resource) => {
    const answer = await get(resource);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  it("needs a key; hashes need log:follow, entries log:read", async () => {
    const status = async (resource: string, token?: string) => (await get(resource, token)).status;
    expect(await status("checkpoint", "plinto_unknown")).toBe(401);
    expect(await status("tile/0/000", tokens["log:follow"])).toBe(200);
    expect(await status("tile/entries/000", tokens["log:follow"])).toBe(403);
    expect(await status("tile/entries/000", tokens["log:read"])).toBe(200);
    expect(await status("tile/0/000", tokens["log:read"])).toBe(403);
    expect(await status("checkpoint", tokens["ticket:create"])).toBe(403);
  });

  it("names no other organisation: 404 and a denied event in the caller's own log", async () => {
    expect((await get("checkpoint", undefined, theirs.id)).status).toBe(404);
    expect((await get("tile/entries/000", undefined, theirs.id)).status).toBe(404);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const denied = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.count({ where: { outcome: "denied", resourceType: "organization", resourceId: theirs.id } }),
    );
    expect(denied).toBe(2);
  });

  it("leaves one event per key and day, however many tiles are read", async () => {
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const events = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.findMany({
        where: { action: { in: ["log.follow", "log.follow-entries"] }, outcome: "success" },
        select: { actorName: true },
      }),
    );
    expect(events.map((event) => event.actorName).sort()).toEqual(["log:follow", "log:follow,log:read", "log:read"]);

    const paths = ["checkpoint", "tile/0/000", "tile/0/001", "tile/1/000.p/2", "tile/0/002.p/48"];
    for (let round = 0; round < 50; round += 1) {
      const answers = await Promise.all([...paths, ...paths].map((path) => get(path, tokens["log:follow"])));
      for (const answer of answers) expect([200, 404]).toContain(answer.status);
      expect(answers[0]?.status).toBe(200);
    }
    const count = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.count({ where: { action: "log.follow", actorName: "log:follow" } }),
    );
    expect(count).toBe(1);
  });
});
