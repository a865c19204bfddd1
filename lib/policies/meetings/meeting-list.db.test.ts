import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { redPoint } from "../testing/documents";
import { policyStory } from "../testing/story";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, theirs, files } = twoOrganizations();

const sent = (body: string | Buffer) =>
  new Request("http://x", { method: "POST", body: new Uint8Array(Buffer.from(body)) });

test("the signed list of a meeting is a PDF or a photograph, is claimed once, and opened by those who keep policies (P15)", async () => {
  const { receiveMeetingList, storeMeetingList, meetingList } = await import("./meeting-list");
  const { recordMeeting } = await import("./record-meeting");
  const { policyDetail } = await import("../queries/policy-detail");
  const { compliance_officer: officer, employee, auditor, executive } = ours.person;
  for (const wrong of ["<html></html>", "<svg xmlns='http://www.w3.org/2000/svg'/>", "Anna, Ben"])
    await expect(receiveMeetingList(sent(wrong), "list.pdf")).rejects.toMatchObject({ code: "unsupported" });
  await expect(receiveMeetingList(sent(""), "list.pdf")).rejects.toMatchObject({ code: "invalid" });
  expect((await readdir(files.folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())).toEqual(
    [],
  );
  const list = await receiveMeetingList(sent(redPoint), "../photo.exe");
  expect(list).toMatchObject({ mediaType: "image/png", fileName: "photo.exe" });
  await expect(storeMeetingList(employee, list)).rejects.toMatchObject({ code: "forbidden" });
  const { objectId } = await storeMeetingList(officer, list);

  const story = await policyStory(ours);
  const { policyId, versionId } = await story.publish();
  const { inTenant } = await import("../../platform/db/tenant");
  const [first, second] = await inTenant(ours.id, "read", (tx) =>
    tx.person.findMany({
      where: { id: { in: [employee.personId, executive.personId] } },
      select: { id: true, email: true },
    }),
  );
  const heldOn = new Date().toISOString().slice(0, 10);
  const record = (email = "") => recordMeeting(officer, { versionId, heldOn, emails: email, objectId });
  const { attendanceId } = await record(first?.email);
  await expect(record(second?.email)).rejects.toMatchObject({ code: "conflict" });
  const open = (await policyDetail(officer, { policyId })).versions[0]?.meetings;
  expect(open).toMatchObject([
    { id: attendanceId, heldOn, hasList: true, attended: 1, confirmed: 0, manager: officer.name },
  ]);

  expect(await meetingList(auditor, { attendanceId })).toMatchObject({
    mediaType: "image/png",
    object: { id: objectId },
  });
  await expect(meetingList(employee, { attendanceId })).rejects.toMatchObject({ code: "forbidden" });
  await expect(meetingList(theirs.person.auditor, { attendanceId })).rejects.toMatchObject({ code: "not_found" });
  const opened = await inTenant(ours.id, "read", (tx) =>
    tx.auditEvent.count({ where: { action: "policy.meeting-list", resourceId: attendanceId, outcome: "success" } }),
  );
  expect(opened).toBe(1);

  // A file of another kind is not a list, nor is one that waited too long.
  const { storeLessonFile } = await import("../training/lesson-files");
  const film = await storeLessonFile(ours.person.policy_author, {
    ...list,
    storageKey: "objects/aa/bb",
    mediaType: "video/mp4",
  });
  await expect(
    recordMeeting(officer, { versionId, heldOn, emails: second?.email ?? "", objectId: film.objectId }),
  ).rejects.toMatchObject({ code: "conflict" });
  const { setClock } = await import("../../platform/clock");
  const late = await storeMeetingList(officer, await receiveMeetingList(sent(redPoint), "list.png"));
  setClock(new Date(Date.now() + 25 * 3_600_000));
  const [tomorrow] = new Date(Date.now() + 24 * 3_600_000).toISOString().split("T");
  await expect(
    recordMeeting(officer, { versionId, heldOn: tomorrow ?? "", emails: second?.email ?? "", objectId: late.objectId }),
  ).rejects.toMatchObject({ code: "conflict" });
  setClock(null);
});
