import "server-only";
import type { Collector, DataSource, ReadTenant, ReportCounter } from "../platform/contribution";
import { policyCollectors } from "./collectors";
import { dateText } from "./local-day";
import { peopleRows } from "./people-rows";
import { trainingRows } from "./training/data-source";
import { violationCounter } from "./violations/count-for-report";
import { violationRows } from "./violations/data-source";

const first = "00000000-0000-0000-0000-000000000000";
const pageSize = 500;

/** Rows in order of their ids, page by page. */
async function* pages<Row extends { id: string }>(load: (after: string) => Promise<Row[]>): AsyncGenerator<Row> {
  for (let after = first; ; ) {
    const rows = await load(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.id;
  }
}

const ofVersion = { select: { number: true, title: true, policy: { select: { reference: true } } } } as const;
const versionWords = (version: { number: number; title: string; policy: { reference: string } }) => ({
  policy: version.policy.reference,
  title: version.title,
  version: version.number,
});

/** What was asked of a person and what they answered. */
async function* duties(personId: string, read: ReadTenant) {
  const assigned = pages((after) =>
    read((tx) =>
      tx.policyAssignment.findMany({
        where: { personId, id: { gt: after } },
        orderBy: { id: "asc" },
        take: pageSize,
        include: { version: ofVersion },
      }),
    ),
  );
  for await (const { version, status, dueOn, assignedAt, closedAt } of assigned) {
    const dates = {
      dueOn: dateText(dueOn),
      assignedAt: assignedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
    };
    yield { collection: "policies-to-acknowledge", row: { ...versionWords(version), status, ...dates } };
  }
  const given = pages((after) =>
    read((tx) =>
      tx.policyAcknowledgement.findMany({
        where: { personId, id: { gt: after } },
        orderBy: { id: "asc" },
        take: pageSize,
        include: { version: ofVersion },
      }),
    ),
  );
  for await (const { version, acknowledgedAt, recordedAt, ...row } of given) {
    const { contentSha256, statement, method, typedName, ip, userAgent, readPercent, visibleSeconds } = row;
    const evidence = { contentSha256, statement, method, typedName, ip, userAgent, readPercent, visibleSeconds };
    const dates = { acknowledgedAt: acknowledgedAt.toISOString(), recordedAt: recordedAt.toISOString() };
    yield { collection: "policy-acknowledgements", row: { ...versionWords(version), ...evidence, ...dates } };
  }
}

/** What a person wrote and decided: that they did, and their own comments; not the organisation's text. */
async function* work(personId: string, read: ReadTenant) {
  const edited = await read((tx) =>
    tx.policyVersionEditor.findMany({
      where: { personId },
      orderBy: [{ firstEditedAt: "asc" }, { versionId: "asc" }],
      include: { version: ofVersion },
    }),
  );
  for (const { version, firstEditedAt } of edited)
    yield {
      collection: "policies-written",
      row: { ...versionWords(version), firstEditedAt: firstEditedAt.toISOString() },
    };
  const decided = await read((tx) =>
    tx.policyApproval.findMany({
      where: { approverId: personId },
      orderBy: { id: "asc" },
      include: { version: ofVersion },
    }),
  );
  for (const { version, decision, comment, decidedAt } of decided)
    yield {
      collection: "policy-decisions",
      row: { ...versionWords(version), decision, comment, decidedAt: decidedAt.toISOString() },
    };
  const comments = await read((tx) =>
    tx.policyComment.findMany({
      where: { authorId: personId },
      orderBy: { id: "asc" },
      include: { version: ofVersion },
    }),
  );
  for (const { version, text, writtenAt } of comments)
    yield {
      collection: "policy-comments",
      row: { ...versionWords(version), comment: text, writtenAt: writtenAt.toISOString() },
    };
}

const policies: DataSource = {
  id: "policies",
  title: "Policies you were asked to read, acknowledged, wrote or decided about",
  tables: [
    "policy_assignment",
    "policy_acknowledgement",
    "policy_version_editor",
    "policy_approval",
    "policy_comment",
    "policy_version",
    "policy",
    "policy_group_member",
    "policy_exemption",
    "policy_attendance",
    "policy_review",
    "policy_notice",
    "policy_mail_link",
    "policy_violation",
    "training_assignment",
    "training_attempt",
    "training_certificate",
    "training_course",
    "policy_violation_action",
    "policy_violation_message",
  ],
  categories: ["identity", "professional", "technical"],
  processing: {
    purposes: ["Proving who was asked to follow which rules, and who acknowledged them", "Separation of duties"],
    lawfulBasis: "Legal obligation, Article 6(1)(c), and legitimate interests, Article 6(1)(f)",
    recipients: ["Compliance officers and auditors of the organisation"],
    storagePeriod: "Seven years after the version was superseded",
    origin: "The person's own acts in the portal",
  },
  async *collect({ personId }, read) {
    if (!personId) return;
    yield* duties(personId, read);
    yield* work(personId, read);
    yield* peopleRows(personId, read);
    yield* violationRows(personId, read);
    yield* trainingRows(personId, read);
  },
};

export const dataSources: readonly DataSource[] = [policies];
export const collectors: readonly Collector[] = policyCollectors;
export const reportCounters: readonly ReportCounter[] = [violationCounter];
