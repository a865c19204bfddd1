import "server-only";
import { z } from "zod";
import { localDayOf, zoneOf } from "@/lib/platform/calendar";
import { AppError } from "@/lib/platform/errors";
import { hasLeft } from "@/lib/platform/mail/rules";
import { queueMail } from "@/lib/platform/mail/send";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { canTransition, daysLeft, isOverdue } from "../rules";
import { localDateOf, organizationFacts } from "./deadline";
import { requestOverdue } from "./events";
import { closedUnverified, reminder } from "./letters";
import { publicOrigin } from "./links";
import { lockRequest } from "./lock";
import { mailOf, officersThreadOf } from "./mail-of";
import { openStatuses } from "./queue";
import { dueReminders } from "./rules";

const day = 24 * 60 * 60_000;
const unansweredDays = 90;

/** What is due in one organisation now. Clocks and reminders run whether or not collection is automatic. */
export const dueWork = query({
  name: "request.due-work",
  summary: "See which requests need an alarm, closing or purging",
  permission: "request:execute",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { timeZone } = await organizationFacts(tx, actor.organizationId);
    const at = now.toISOString();
    const today = localDayOf(zoneOf(timeZone), now.getTime());
    const soon = new Date((today + 11) * day);
    const requests = await tx.dataSubjectRequest.findMany({
      where: {
        status: { in: openStatuses },
        OR: [
          { dueDate: { lte: soon } },
          { rawDueDate: { lte: soon } },
          { receivedAt: { lte: new Date(now.getTime() - 24 * day) } },
        ],
      },
      include: { reminders: { select: { kind: true } } },
      orderBy: { dueDate: "asc" },
    });
    const alarms = requests.flatMap((request) => {
      const given = request.reminders.map(({ kind }) => kind);
      const left = daysLeft(localDateOf(request.dueDate), at, timeZone);
      const age = today - localDayOf(zoneOf(timeZone), request.receivedAt.getTime());
      const overdue = isOverdue(request.endsAt?.toISOString() ?? null, at);
      const effective = dueReminders({ left, age, overdue }, given);
      const rawLeft = daysLeft(localDateOf(request.rawDueDate), at, timeZone);
      const rawGiven = given.flatMap((kind) => (kind.startsWith("raw-") ? [kind.slice(4)] : []));
      const raw =
        localDateOf(request.rawDueDate) === localDateOf(request.dueDate)
          ? []
          : dueReminders({ left: rawLeft, age: 0, overdue: rawLeft < 0 }, rawGiven).map((kind) => `raw-${kind}`);
      return [...effective, ...raw].map((kind) => ({ requestId: request.id, kind }));
    });
    const unanswered = await tx.dataSubjectRequest.findMany({
      where: { status: "identity_pending", createdAt: { lte: new Date(now.getTime() - unansweredDays * day) } },
      select: { id: true },
    });
    const offered = await tx.requestPackage.findMany({
      where: { publishedAt: { not: null }, request: { status: "awaiting_delivery" } },
      select: { requestId: true, mailId: true, downloads: true },
    });
    const mails = await tx.mailMessage.findMany({
      where: { id: { in: offered.flatMap(({ mailId }) => mailId ?? []) } },
      select: { id: true, state: true },
    });
    const delivered = offered.filter(
      ({ mailId, downloads }) => downloads > 0 || mails.some((mail) => mail.id === mailId && hasLeft(mail)),
    );
    const packages = await tx.requestPackage.findMany({
      where: { endedAt: null, OR: [{ expiresAt: { lte: now } }, { request: { status: "withdrawn" } }] },
      select: { id: true },
    });
    const parts = await tx.$queryRaw<{ id: string }[]>`
      select distinct t.request_id as id from request_task t
        join data_subject_request r on r.id = t.request_id join stored_object o on o.id = t.object_id
      where o.destroyed_at is null and r.closed_at is not null`;
    const destroyed = await tx.storedObject.findMany({
      where: { purpose: { startsWith: "privacy-" }, destroyedAt: { gt: new Date(now.getTime() - day) } },
      select: { storageKey: true },
    });
    const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id);
    return {
      alarms,
      unanswered: idsOf(unanswered),
      delivered: delivered.map(({ requestId }) => requestId),
      expired: idsOf(packages),
      parts: idsOf(parts),
      /** Their keys are gone since yesterday; a run that was cut off may have left the bytes. */
      destroyed: destroyed.map(({ storageKey }) => storageKey),
    };
  },
});

/** Each alarm once: its row is unique, and mails and event go with it or not at all. */
export const remind = command({
  name: "request.remind",
  summary: "Remind the officers of a request's due date",
  permission: "request:execute",
  type: "privacy_request",
  controls: ["P5.1"],
  input: z.object({ requestId: z.uuid(), kind: z.string() }),
  async run({ tx, actor, now, emit }, { requestId, kind }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw new AppError("not_found");
    const row = { organizationId: actor.organizationId, requestId, kind, sentAt: now };
    const { count } = await tx.requestReminder.createMany({ data: [row], skipDuplicates: true });
    if (count === 1) {
      const officers = await tx.membership.findMany({
        where: { roles: { has: "privacy_officer" }, active: true },
        include: { person: { select: { email: true } } },
      });
      const { name, privacyContact } = await organizationFacts(tx, actor.organizationId);
      const due = localDateOf(kind.startsWith("raw-") ? request.rawDueDate : request.dueDate);
      const letter = reminder(
        { name, privacyContact },
        { reference: request.reference, kind, due, link: `${publicOrigin()}/privacy/requests/${requestId}` },
      );
      for (const { person } of officers) {
        const mail = {
          organizationId: actor.organizationId,
          kind: "request-reminder",
          recipient: person.email,
          thread: officersThreadOf(requestId),
          ...letter,
        };
        await queueMail(tx, mail, now);
      }
      if (kind === "overdue") emit(requestOverdue, { organizationId: actor.organizationId, requestId });
    }
    return {
      output: null,
      event: {
        resource: { type: "request", id: requestId, label: request.reference },
        after: { reminder: kind, sent: count === 1 },
      },
    };
  },
});

/** Nobody can hold a request open by never answering: after 90 days it is closed by letter (section 3). */
export const closeUnanswered = command({
  name: "request.close-unverified",
  summary: "Close a request whose address never answered",
  permission: "request:execute",
  type: "privacy_request",
  controls: ["P5.1"],
  input: z.object({ requestId: z.uuid() }),
  async run({ tx, actor, now }, { requestId }) {
    const request = await lockRequest(tx, requestId);
    if (!request) throw new AppError("not_found");
    const closes = canTransition(request.status, "closed_unverified");
    if (closes) {
      const organization = await organizationFacts(tx, actor.organizationId);
      await tx.dataSubjectRequest.update({
        where: { id: requestId },
        data: { status: "closed_unverified", closedAt: now },
      });
      const letter = closedUnverified(organization, request.reference);
      const mail = { ...mailOf(organization, request), kind: "request-closed", ...letter };
      await queueMail(tx, mail, now);
    }
    return {
      output: null,
      event: { resource: { type: "request", id: requestId, label: request.reference }, after: { closed: closes } },
    };
  },
});
