import "server-only";
import { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { query } from "@/lib/platform/operation/query";
import { requestKindLabels } from "../schema";
import { localDateOf } from "./deadline";

const waiting = ["in_review", "approved", "failed", "on_hold"] as const;

/** What an officer must do about requests, the most urgent first; nothing for everybody else. */
export const myPrivacyWork = query({
  name: "request.my-work",
  summary: "See requests that wait for oneself",
  permission: "work:read:own",
  input: z.object({}),
  async run({ tx, actor }) {
    if (!mayDo(actor, "request:decide")) return { count: 0, items: [] };
    // What the officer can act on now: not what waits for the person or runs by itself.
    const mine = { status: { in: [...waiting] } };
    const rows = await tx.dataSubjectRequest.findMany({
      where: mine,
      orderBy: [{ dueDate: "asc" }, { id: "asc" }],
      take: 3,
    });
    return {
      count: await tx.dataSubjectRequest.count({ where: mine }),
      items: rows.map(({ id, reference, kind, dueDate }) => ({
        id,
        reference,
        title: requestKindLabels[kind],
        due: localDateOf(dueDate),
      })),
    };
  },
});
