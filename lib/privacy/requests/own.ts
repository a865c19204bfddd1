import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";
import { canTransition } from "../rules";
import { localDateOf } from "./deadline";

/** One's own requests when signed in, however they came; those from outside once their address was proven. */
export const ownRequests = query({
  name: "request.own",
  summary: "See one's own requests",
  permission: "request:read:own",
  input: z.object({}),
  async run({ tx, actor }) {
    if (actor.kind !== "user") return [];
    const rows = await tx.dataSubjectRequest.findMany({
      where: { personId: actor.personId },
      orderBy: { receivedAt: "desc" },
      take: 100,
    });
    return rows.map(({ id, reference, kind, status, receivedAt, dueDate, endsAt, closedAt }) => ({
      id,
      reference,
      kind,
      status,
      receivedAt,
      closedAt,
      paused: endsAt === null && closedAt === null,
      dueDate: localDateOf(dueDate),
      canWithdraw: canTransition(status, "withdrawn"),
    }));
  },
});
