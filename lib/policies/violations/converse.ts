import "server-only";
import { dayInWords } from "@/lib/platform/calendar";
import type { Tx } from "../../platform/db/client";
import { AppError, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { query } from "../../platform/operation/query";
import { dateColumn, dateText, localDateOf } from "../local-day";
import { personActing } from "../people";
import { dayOrNull, lockViolation, violationResource } from "./find-violation";
import { followKeyHash } from "./follow-key";
import { reportClocks } from "./rules";
import { answerInput, followInput, followMessageInput, violationInput } from "./schema";

type Message = {
  organizationId: string;
  violationId: string;
  fromReporter: boolean;
  authorId: string | null;
  text: string;
};

/** The caller holds the lock of the violation, so that positions have no holes. */
async function addMessage(tx: Tx, message: Message, now: Date): Promise<number> {
  const position = 1 + (await tx.policyViolationMessage.count({ where: { violationId: message.violationId } }));
  await tx.policyViolationMessage.create({
    data: { id: newId(now.getTime()), ...message, writtenAt: now, position },
  });
  return position;
}

/** Tells whoever reported it that it arrived: the clock of seven days ends, the one of three months begins. */
export const confirmReceipt = command({
  name: "violation.confirm-receipt",
  summary: "Confirm the receipt of a report",
  permission: "violation:handle",
  concerns: { type: "policy_violation", field: "violationId" },
  type: "compliance_control",
  controls: ["CC2.2", "A.6.8"],
  input: violationInput,
  async run({ tx, actor, now }, { violationId }) {
    const me = personActing(actor);
    const violation = await lockViolation(tx, actor, violationId);
    if (!violation.receiptDueOn) throw new AppError("conflict", "Nothing was changed: nobody reported this one.");
    if (violation.receiptOn) throw new AppError("conflict", "Nothing was changed: its receipt was confirmed already.");
    const today = await localDateOf(tx, actor.organizationId, now);
    const { feedbackDueOn } = reportClocks({ reportedOn: dateText(violation.reportedOn), receiptOn: today });
    await addMessage(
      tx,
      {
        organizationId: actor.organizationId,
        violationId,
        fromReporter: false,
        authorId: me,
        text: `We have received your report. You hear from us by ${dayInWords(feedbackDueOn)} what was done.`,
      },
      now,
    );
    await tx.policyViolation.update({
      where: { id: violationId },
      data: { receiptOn: dateColumn(today), feedbackDueOn: dateColumn(feedbackDueOn), updatedAt: now },
    });
    return {
      output: { violationId, feedbackDueOn },
      event: { resource: violationResource(violation), after: { receiptOn: today, feedbackDueOn } },
    };
  },
});

/** Writes to whoever reported it. Marked as feedback it ends the clock of three months. */
export const answerReporter = command({
  name: "violation.answer",
  summary: "Write to whoever reported a violation",
  permission: "violation:handle",
  concerns: { type: "policy_violation", field: "violationId" },
  type: "compliance_control",
  controls: ["CC2.2", "A.6.8"],
  input: answerInput,
  async run({ tx, actor, now }, { violationId, text, feedback }) {
    const me = personActing(actor);
    const violation = await lockViolation(tx, actor, violationId);
    if (!violation.receiptDueOn) throw new AppError("conflict", "Nothing was sent: nobody reported this one.");
    const message = { organizationId: actor.organizationId, violationId, fromReporter: false, authorId: me, text };
    const position = await addMessage(tx, message, now);
    const today = await localDateOf(tx, actor.organizationId, now);
    const ends = feedback && !violation.feedbackOn;
    await tx.policyViolation.update({
      where: { id: violationId },
      data: { updatedAt: now, ...(ends ? { feedbackOn: dateColumn(today) } : {}) },
    });
    return {
      output: { violationId, feedback: ends },
      event: {
        resource: violationResource(violation),
        after: { message: position, feedbackOn: ends ? today : undefined },
      },
    };
  },
});

async function byKey(tx: Tx, secretKey: string) {
  const violation = await tx.policyViolation.findUnique({
    where: { followKeyHash: followKeyHash(secretKey) },
    include: { messages: { orderBy: { position: "asc" } } },
    omit: { followKeyHash: true },
  });
  if (!violation) throw notFound("A report with this key");
  return violation;
}

/** What somebody who reported anonymously sees by their key: state, clocks and messages; no name of an officer. */
export const followReport = query({
  name: "violation.follow",
  summary: "Follow an anonymous report by its key",
  permission: "violation:report:anonymous",
  input: followInput,
  async run({ tx }, { secretKey }) {
    const violation = await byKey(tx, secretKey);
    return {
      reference: violation.reference,
      title: violation.title,
      description: violation.description,
      status: violation.status,
      reportedOn: dateText(violation.reportedOn),
      receiptDueOn: dayOrNull(violation.receiptDueOn),
      receiptOn: dayOrNull(violation.receiptOn),
      feedbackDueOn: dayOrNull(violation.feedbackDueOn),
      feedbackOn: dayOrNull(violation.feedbackOn),
      messages: violation.messages.map(({ position, fromReporter, text }) => ({ position, fromReporter, text })),
    };
  },
});
export type FollowedReport = Awaited<ReturnType<typeof followReport>>;

/** A further message of the anonymous reporter; the event says that there is one, its hour, and nothing else. */
export const addToReport = command({
  name: "violation.add-message",
  summary: "Add a message to an anonymous report",
  permission: "violation:report:anonymous",
  type: "compliance_control",
  crud: "create",
  controls: ["A.6.8"],
  input: followMessageInput,
  async run({ tx, actor, now }, { secretKey, text }) {
    const { id } = await byKey(tx, secretKey);
    await tx.$queryRaw`select 1 from policy_violation where id = ${id}::uuid for update`;
    const violation = await byKey(tx, secretKey);
    const position = await addMessage(
      tx,
      { organizationId: actor.organizationId, violationId: id, fromReporter: true, authorId: null, text },
      now,
    );
    return { output: { position }, event: { resource: violationResource(violation), after: { message: position } } };
  },
});
