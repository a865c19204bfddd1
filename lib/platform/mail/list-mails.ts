import "server-only";
import { z } from "zod";
import { listInput, pageSize } from "../list-input";
import { query } from "../operation/query";

export const listMails = query({
  name: "outbox.list",
  summary: "Mails kept by the portal, newest first",
  permission: "outbox:read",
  type: "privileged_access",
  riskLevel: "medium",
  input: listInput.extend({ cursor: z.uuid().optional() }),
  async run({ tx }, { q, cursor }) {
    const mails = await tx.mailMessage.findMany({
      where: q
        ? {
            OR: [
              { recipient: { contains: q, mode: "insensitive" } },
              { subject: { contains: q, mode: "insensitive" } },
            ],
          }
        : {},
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const page = mails.slice(0, pageSize);
    return { mails: page, next: mails.length > pageSize ? page.at(-1)?.id : undefined };
  },
  audited: () => ({ resource: { type: "outbox", id: null } }),
});

export const readMail = query({
  name: "outbox.read",
  summary: "One kept mail with its text",
  permission: "outbox:read",
  type: "privileged_access",
  riskLevel: "medium",
  input: z.object({ id: z.uuid() }),
  run: ({ tx }, { id }) => tx.mailMessage.findUnique({ where: { id } }),
  audited: (_, { id }) => ({ resource: { type: "mail", id } }),
});
