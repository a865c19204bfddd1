import { createHmac } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createSequencedDatabase, type SequencedDatabase } from "../testing/broken-log";
import { logOf } from "../testing/log-inspection";
import { writeEvents } from "../testing/write-events";

type Call = { headers: Record<string, unknown>; body: string };

const secret = "a secret for webhooks";
let at: SequencedDatabase;
let server: Server;
let answers = 200;
const calls: Call[] = [];
let organization: TestOrganization;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    calls.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(answers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  at = await createSequencedDatabase();
  process.env.EVIDENCE_STORAGE_PATH = path.join(at.folder, "evidence");
  process.env.AUDIT_ANCHOR_FOLDER = path.join(at.folder, "outside");
  process.env.AUDIT_ANCHOR_MAIL = "auditor@example.com";
  process.env.AUDIT_ANCHOR_WEBHOOK = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  process.env.AUDIT_ANCHOR_SECRET = secret;
  organization = await createTestOrganization("Anchored");
});
afterAll(async () => {
  server.close();
  await at.drop();
});

async function push() {
  const { pushCheckpoints } = await import("./push-checkpoints");
  return pushCheckpoints(organization.system("anchor-logs"));
}

it("pushes the newest checkpoint to every place, signed, once; and again when the log has grown (A12)", async () => {
  await writeEvents(organization, 9);
  await at.pass();
  const log = await logOf(at.url, organization.id);
  expect(await push()).toEqual({ sent: 3, failed: 0 });
  const folder = path.join(at.folder, "outside", encodeURIComponent(log.origin));
  expect(await readdir(folder)).toEqual(["00000000000000000010.checkpoint"]);
  const note = await readFile(path.join(folder, "00000000000000000010.checkpoint"), "utf8");
  expect(parseCheckpoint(openNote(note, [log.vkey]).text).size).toBe(10n);

  const { headers, body } = calls[0] as Call;
  expect(JSON.parse(body)).toEqual({ type: "audit.checkpoint", origin: log.origin, size: "10", checkpoint: note });
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", secret).update(signed).digest("base64")}`);

  const { inTenant } = await import("@/lib/platform/db/tenant");
  const mails = await inTenant(organization.id, "read", (tx) => tx.mailMessage.findMany());
  expect(mails).toMatchObject([{ recipient: "auditor@example.com", body: expect.stringContaining(note) }]);

  await at.pass();
  expect(await push()).toEqual({ sent: 0, failed: 0 });
  await writeEvents(organization, 5);
  await at.pass();
  answers = 500;
  expect(await push()).toEqual({ sent: 1, failed: 1 });
  answers = 200;
  expect(await push()).toEqual({ sent: 1, failed: 0 });
  expect((await readdir(folder)).length).toBe(2);
  const { readLogStatus } = await import("../check/queries");
  const { copies } = await readLogStatus(organization.person.auditor, {});
  expect(copies.anchors.map(({ place, size }) => [place, size]).sort()).toEqual([
    ["folder", 18n],
    ["mail", 10n],
    ["webhook", 18n],
  ]);
  // The folder on this disk and the address of this machine prove nothing against its owner; the mail has left it.
  expect(copies.anchors.map(({ place, sameMachine }) => `${place} ${sameMachine}`).sort()).toEqual([
    "folder true",
    "mail false",
    "webhook true",
  ]);
  expect(copies.anchoring).toMatchObject({ kind: "outside", copy: { size: 10n } });
});

it("lies here when its disk, or its address, is this machine's, or it is not there at all (A12)", async () => {
  const { liesHere } = await import("./same-machine");
  const webhook = (target: string) => liesHere({ place: "webhook", target });
  for (const here of ["http://localhost:9/x", "http://127.0.0.9/x", "http://[::1]/x"])
    expect(await webhook(here)).toBe(true);
  expect(await webhook("https://127.example.org/x")).toBe(false);
  expect(await liesHere({ place: "folder", target: path.join(at.folder, "not there") })).toBe(true);
  expect(await liesHere({ place: "folder", target: "/proc" })).toBe(false);
});

it("is for the portal itself alone", async () => {
  const { recordAnchor } = await import("./record-anchor");
  const { anchorsDue } = await import("./queries");
  for (const person of [organization.person.admin, organization.person.compliance_officer]) {
    await expect(anchorsDue(person, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(recordAnchor(person, {} as never)).rejects.toMatchObject({ code: "forbidden" });
  }
  const other = await createTestOrganization("Other");
  const log = await logOf(at.url, organization.id);
  const foreign = { logId: log.id, place: "folder", target: "x", size: "10" } as const;
  await expect(recordAnchor(other.system(), foreign)).rejects.toMatchObject({ code: "not_found" });
});
