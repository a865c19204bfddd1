import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { env } from "@/lib/platform/env";
import { altered } from "../../audit/testing/altered-column";
import { asOwner, tamper } from "../../audit/testing/log-inspection";
import { sequenceAll } from "../../audit/testing/sequence-all";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, theirs, files, rows, stop } = twoOrganizations();
const tables = ["training_certificate", "audit_event", "audit_leaf", "audit_tile", "audit_checkpoint"] as const;
type Table = (typeof tables)[number];
let code: string;
let issued: Record<string, unknown>;

/** A course that is passed without a mistake; more of them, so that other rows are there to be mistaken for this one. */
async function pass(person = ours.person.employee): Promise<string> {
  const { createCourse, addLesson, addQuestion, publishCourse } = await import("./write-course");
  const { assignCourse } = await import("./assign-course");
  const { beginAttempt, gradeAttempt } = await import("./take-quiz");
  const author = ours.person.policy_author;
  const audience = [{ kind: "everyone" as const }];
  const { courseId } = await createCourse(author, { title: "Desks", description: "Why.", audience, policyIds: [] });
  await addLesson(author, { courseId, title: "Look", text: "# Look\n" });
  await addQuestion(author, { courseId, kind: "true_false", text: "Locked?", truth: "true" });
  await publishCourse(author, { courseId });
  await assignCourse(ours.system(), { courseId });
  const questions = await rows((tx) => tx.trainingQuestion.findMany({ where: { courseId } }));
  const answers = Object.fromEntries(questions.map(({ id, correct }) => [id, correct]));
  const { attemptId } = await beginAttempt(person, { courseId });
  await gradeAttempt(person, { attemptId, answers });
  const assignment = { courseId };
  return (await rows((tx) => tx.trainingCertificate.findFirstOrThrow({ where: { assignment } }))).code;
}

beforeAll(async () => {
  code = await pass();
  await pass();
  await pass(ours.person.executive);
  await sequenceAll(env.DATABASE_URL, files.folder);
  issued = await rows((tx) => tx.trainingCertificate.findUniqueOrThrow({ where: { code } }));
  await tamper(env.DATABASE_URL, ...tables.map((table) => `create table good_${table} as table ${table}`));
});

/** What the public page gets an hour later; anything but "proven" is not shown. */
async function read(at = code) {
  const { readCertificate } = await import("./certificate");
  stop(new Date(Date.now() + 3_600_000).toISOString());
  return readCertificate(at, { requestId: "test" }).catch((error: Error) => ({ state: error.message }));
}

async function readAfter(...statements: string[]) {
  await tamper(env.DATABASE_URL, ...statements);
  try {
    return { ...(await read()), other: await read("A".repeat(22)) };
  } finally {
    await tamper(
      env.DATABASE_URL,
      ...tables.flatMap((table) => [`delete from ${table}`, `insert into ${table} select * from good_${table}`]),
    );
  }
}

const event = () =>
  `(select id from good_audit_event where action = 'training.grade' and convert_from(leaf, 'UTF8') like '%${issued.id}%')`;
const own = (): Record<Table, string> => ({
  training_certificate: `id = '${issued.id}'`,
  audit_event: `id = ${event()}`,
  audit_leaf: `event_id = ${event()}`,
  audit_tile: `organization_id = '${ours.id}'`,
  audit_checkpoint: `organization_id = '${ours.id}'`,
});

/** What is not shown: when a checkpoint was signed, and the root beside its note, which is not read. The check of the log compares both. */
const notSaid = ["audit_checkpoint.signed_at", "audit_checkpoint.root"];

test("every column of the certificate, of its entry and of what proves it, altered one after the other, is found (P17)", async () => {
  expect(await read()).toMatchObject({ state: "proven", holder: ours.person.employee.name, course: "Desks" });
  const columns = await asOwner(env.DATABASE_URL, async (db) => {
    const { rows: found } = await db.query<{ table: Table; column: string; type: string }>(
      `select table_name as table, column_name as column, data_type as type from information_schema.columns
       where table_schema = 'public' and table_name = any($1) order by 1, ordinal_position`,
      [tables],
    );
    return found;
  });
  expect(columns.length).toBeGreaterThan(40);
  const unnoticed: string[] = [];
  for (const { table, column, type } of columns) {
    const value = column === "code" ? `'${"A".repeat(22)}'` : altered(column, type);
    const found = await readAfter(`update ${table} set ${column} = ${value} where ${own()[table]}`);
    const states = [found.state, found.other.state];
    const isFound = states.includes("unconfirmed") && !states.includes("proven");
    if (!isFound && !notSaid.includes(`${table}.${column}`)) unnoticed.push(`${table}.${column}: ${states}`);
  }
  expect(unnoticed).toEqual([]);
  expect(await read()).toMatchObject({ state: "proven" });
});

test("nor does it pass for another organisation's, person's or round's, or with its entry written twice", async () => {
  const at = own();
  const theirsIs = `organization_id = '${theirs.id}'`;
  const otherRound = `(select assignment_id from good_training_certificate where person_id = '${issued.personId}' and id <> '${issued.id}')`;
  const twice = `insert into audit_event select (jsonb_populate_record(e, '{"id": "${randomUUID()}"}')).* from audit_event e where ${at.audit_event}`;
  for (const statement of [
    `update training_certificate set ${theirsIs} where ${at.training_certificate}`,
    `update training_certificate set person_id = '${ours.person.executive.personId}' where ${at.training_certificate}`,
    `delete from audit_event where ${at.audit_event}`,
    `delete from audit_leaf where ${at.audit_leaf}`,
    twice,
  ])
    expect(await readAfter(statement), statement).toMatchObject({ state: "unconfirmed", why: expect.any(String) });
  const swapped = await readAfter(
    `delete from training_certificate where assignment_id = ${otherRound}`,
    `update training_certificate set assignment_id = ${otherRound} where ${at.training_certificate}`,
  );
  expect(swapped).toMatchObject({ state: "unconfirmed" });
});

test("certificate and entry rewritten together are not in the tree that was signed", async () => {
  const { certificateFingerprint } = await import("./fingerprint");
  const read0 = (await read()) as { fingerprint: string; passedOn: string; validUntil: string; organization: string };
  const { passedOn, validUntil, organization } = read0;
  const forged = certificateFingerprint({
    code,
    holder: "Mallory",
    course: "Desks",
    organization,
    passedOn,
    validUntil,
  });
  const at = own();
  const rewritten = [
    `update training_certificate set holder = 'Mallory' where ${at.training_certificate}`,
    `update audit_event set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), '${read0.fingerprint}', '${forged}'), 'UTF8') where ${at.audit_event}`,
  ];
  expect(await readAfter(...rewritten)).toMatchObject({ why: expect.stringMatching(/was altered$/) });
  const hash = `update audit_leaf l set leaf_hash = sha256('\\x00'::bytea || e.leaf) from audit_event e where e.id = l.event_id and l.${at.audit_leaf}`;
  expect(await readAfter(...rewritten, hash)).toMatchObject({ why: expect.stringMatching(/not in the tree/) });
});
