import { copyFile, open, rm } from "node:fs/promises";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { env } from "@/lib/platform/env";
import { sequenceAll } from "../../audit/testing/sequence-all";
import { redPoint } from "../testing/documents";
import { policyStory } from "../testing/story";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, files, rows } = twoOrganizations();

const sent = (body: Buffer) => new Request("http://x", { method: "POST", body: new Uint8Array(body) });
let at: { policyId: string; versionId: string };
beforeAll(async () => {
  at = await (await policyStory(ours)).publish();
});

/** What the owner of the database can do, past every trigger. */
async function tamper(...statements: string[]): Promise<void> {
  const { tamper: past } = await import("../../audit/testing/log-inspection");
  await past(env.DATABASE_URL, ...statements);
}

/** A list as somebody with the key of the portal can store it. */
async function stored(content = redPoint) {
  const { receiveMeetingList, storeMeetingList } = await import("./meeting-list");
  return storeMeetingList(ours.person.compliance_officer, await receiveMeetingList(sent(content), "list.png"));
}

/** A meeting with its signed list, of one who has not acknowledged yet; the same person may be at many. */
async function meeting(withList = true) {
  const { recordMeeting } = await import("./record-meeting");
  const objectId = withList ? (await stored()).objectId : undefined;
  const { email } = await rows((tx) =>
    tx.person.findUniqueOrThrow({ where: { id: ours.person.employee.personId }, select: { email: true } }),
  );
  const heldOn = new Date().toISOString().slice(0, 10);
  const officer = ours.person.compliance_officer;
  const { attendanceId } = await recordMeeting(officer, { versionId: at.versionId, heldOn, emails: email, objectId });
  await sequenceAll(env.DATABASE_URL, files.folder);
  return { attendanceId, objectId: objectId ?? "" };
}

/** Opens it as the route does. */
async function opened(attendanceId: string): Promise<string> {
  const { assertListIntact } = await import("./check-list");
  const { meetingList } = await import("./meeting-list");
  const { fileResponse } = await import("../../platform/http/file-response");
  const auditor = ours.person.auditor;
  try {
    await assertListIntact(auditor, { attendanceId });
    const { object, fileName, mediaType } = await meetingList(auditor, { attendanceId });
    const response = await fileResponse(object, fileName, mediaType);
    const bytes = Buffer.from(await response.arrayBuffer());
    return `${fileName} ${mediaType} ${bytes.equals(redPoint) ? "as handed in" : "other bytes"}`;
  } catch (error) {
    return (error as Error).message;
  }
}

async function alertsOf(attendanceId: string) {
  await sequenceAll(env.DATABASE_URL, files.folder);
  const { runDetection } = await import("../../audit/detection/run-detection");
  while ((await runDetection(ours.system("audit-detection"), {})).more);
  return rows((tx) => tx.alert.findMany({ where: { objectId: attendanceId } }));
}

async function fileOf(objectId: string): Promise<string> {
  const { storageKey } = await rows((tx) => tx.storedObject.findUniqueOrThrow({ where: { id: objectId } }));
  return path.join(files.folder, "objects", storageKey);
}

const other = Buffer.concat([redPoint, Buffer.from("more")]);

/** Lets a row of the store be what another one was: some of its columns. */
async function take(columns: ("storage_key" | "wrapped_key" | "sha256" | "size")[], from: string, to: string) {
  const list = columns.join(", ");
  await tamper(
    `create table taken as select ${list} from stored_object where id = '${from}'`,
    `delete from stored_object where id = '${from}'`,
    `update stored_object set (${list}) = (select ${list} from taken) where id = '${to}'`,
    "drop table taken",
  );
}

type Made = Awaited<ReturnType<typeof meeting>>;
const ways: [string, RegExp, (made: Made) => Promise<unknown>][] = [
  [
    "a byte flipped",
    /cannot be decrypted/,
    async ({ objectId }) => {
      const file = await open(await fileOf(objectId), "r+");
      const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 5);
      await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, 5);
      await file.close();
    },
  ],
  ["the file gone", /is missing/, async ({ objectId }) => rm(await fileOf(objectId))],
  [
    "the file replaced by another one of the store",
    /cannot be decrypted/,
    async ({ objectId }) => copyFile(await fileOf((await stored(other)).objectId), await fileOf(objectId)),
  ],
  [
    "the bytes and their key replaced",
    /not the one that was handed in/,
    async ({ objectId }) => take(["storage_key", "wrapped_key"], (await stored(other)).objectId, objectId),
  ],
  [
    "the bytes, their key and the hash of the row replaced together",
    /the trail remembers another one/,
    async ({ objectId }) =>
      take(["storage_key", "wrapped_key", "sha256", "size"], (await stored(other)).objectId, objectId),
  ],
  [
    "the list of another meeting put in its place",
    /the trail remembers another one/,
    async ({ attendanceId }) => {
      const another = await meeting();
      await tamper(
        `update policy_attendance set attachment_id = null where id = '${another.attendanceId}'`,
        `update policy_attendance set attachment_id = '${another.objectId}' where id = '${attendanceId}'`,
      );
    },
  ],
];

test.each(ways)("%s: not served, with an alert", async (_, why, damage) => {
  const made = await meeting();
  expect(await opened(made.attendanceId)).toBe("list.png image/png as handed in");
  expect(await alertsOf(made.attendanceId)).toEqual([]);
  await damage(made);
  expect(await opened(made.attendanceId)).toMatch(why);
  expect(await opened(made.attendanceId)).toMatch(/^Nothing was downloaded: .* alerted\.$/);
  expect(await alertsOf(made.attendanceId)).toMatchObject([
    {
      rule: "integrity-failure",
      level: "emergency",
      title: "The stored list of a meeting is not what was handed in",
      href: `/audit?resource=policy_meeting%3A${made.attendanceId}`,
    },
  ]);
});

test("a list that is put beside a meeting without one is not served", async () => {
  const { attendanceId } = await meeting(false);
  const { objectId } = await stored();
  await tamper(`update policy_attendance set attachment_id = '${objectId}' where id = '${attendanceId}'`);
  expect(await opened(attendanceId)).toMatch(/the trail says that this meeting has no list/);
});

test("its name and kind are those of the entry, not of the row", async () => {
  const { attendanceId, objectId } = await meeting();
  await tamper(
    `update stored_object set file_name = 'other.pdf', media_type = 'application/pdf' where id = '${objectId}'`,
  );
  expect(await opened(attendanceId)).toBe("list.png image/png as handed in");
});

test("nor is one whose entry was rewritten to fit, with the hash at its place: the log stops at that as well", async () => {
  const { attendanceId, objectId } = await meeting();
  const { objectId: from, sha256 } = await stored(other);
  const isIts = `e.action = 'policy.store-meeting-list' and e.resource_id = '${objectId}'`;
  await tamper(
    `update audit_event e set leaf = convert_to(replace(replace(convert_from(leaf, 'UTF8'), o.sha256, '${sha256}'),
       '"size":' || o.size, '"size":' || n.size), 'UTF8') from stored_object o, stored_object n
     where o.id = '${objectId}' and n.id = '${from}' and ${isIts}`,
    `update audit_leaf l set leaf_hash = sha256('\\x00'::bytea || e.leaf) from audit_event e where e.id = l.event_id and ${isIts}`,
  );
  await take(["storage_key", "wrapped_key", "sha256", "size"], from, objectId);
  expect(await opened(attendanceId)).toMatch(/not in the tree the log signed/);
});

test("a list of before the entries named their meeting is told apart by day, moment and who recorded it", async () => {
  const { listInTrail } = await import("./list-in-trail");
  const { attendanceId, objectId } = await meeting();
  const row = await rows((tx) => tx.policyAttendance.findUniqueOrThrow({ where: { id: attendanceId } }));
  await tamper(
    `update audit_event set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '"attendanceId":"${attendanceId}",', ''), 'UTF8')
     where action = 'policy.record-meeting' and convert_from(leaf, 'UTF8') like '%${attendanceId}%'`,
    `update audit_leaf l set leaf_hash = sha256('\\x00'::bytea || e.leaf) from audit_event e where e.id = l.event_id and l.leaf_hash <> sha256('\\x00'::bytea || e.leaf)`,
    "delete from audit_checkpoint",
  );
  const found = (change = {}) => rows((tx) => listInTrail(tx, { ...row, ...change }));
  expect(await found()).toMatchObject({ ok: true, objectId });
  for (const change of [
    { heldOn: new Date("2026-01-01") },
    { recordedAt: new Date(row.recordedAt.getTime() + 1) },
    { managerId: ours.person.auditor.personId },
    { versionId: attendanceId },
  ])
    expect(await found(change)).toEqual({ ok: false, why: "the trail has no event of this meeting" });
});
