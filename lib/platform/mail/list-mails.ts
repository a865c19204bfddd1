import "server-only";
import { notFound } from "../errors";
import { pageSize } from "../list-input";
import { query } from "../operation/query";
import { addressIsRefused } from "./address";
import { covered } from "./places";
import { standingOf } from "./rules";
import { listMailsInput, type MailState, mailInput } from "./schema";
import { secretsWork } from "./secrets";

/** The same as `standingOf`, asked of the database. */
function standsAs(state: MailState, now: Date) {
  const outdated = { state: { not: "sent" as const }, expiresAt: { lte: now } };
  if (state === "sent") return { state };
  return state === "expired" ? { OR: [{ state }, outdated] } : { state, NOT: outdated };
}

export const listMails = query({
  name: "outbox.list",
  summary: "Emails kept by the portal, newest first",
  permission: "outbox:read",
  type: "privileged_access",
  riskLevel: "medium",
  input: listMailsInput,
  async run({ tx, now }, { q, state, cursor }) {
    const words = q && {
      OR: [
        { recipient: { contains: q, mode: "insensitive" } as const },
        { subject: { contains: q, mode: "insensitive" } as const },
      ],
    };
    const mails = await tx.mailMessage.findMany({
      where: { AND: [words || {}, state ? standsAs(state, now) : {}] },
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const page = mails.slice(0, pageSize).map((mail) => ({ ...mail, state: standingOf(mail, now) }));
    return { mails: page, next: mails.length > pageSize ? page.at(-1)?.id : undefined };
  },
  audited: () => ({ resource: { type: "outbox", id: null } }),
});

export const readMail = query({
  name: "outbox.read",
  summary: "One email of the outbox with its text",
  permission: "outbox:read",
  type: "privileged_access",
  riskLevel: "medium",
  input: mailInput,
  async run({ tx, now }, { id }) {
    const mail = await tx.mailMessage.findUnique({ where: { id }, include: { secrets: { orderBy: { id: "asc" } } } });
    if (!mail) throw notFound("This email");
    const { secrets, ...rest } = mail;
    return {
      ...rest,
      body: covered(
        mail.body,
        secrets.map(({ name }) => name),
      ),
      secrets: secrets.length === 0 ? "none" : secretsWork(secrets, now) ? "covered" : "destroyed",
      state: standingOf(mail, now),
      addressRefused: await addressIsRefused(tx, mail.recipient),
    } as const;
  },
  audited: (_, { id }) => ({ resource: { type: "mail", id } }),
});
