import "server-only";
import { z } from "zod";
import { AppError } from "../../errors";
import { pageSize } from "../../list-input";
import { query } from "../../operation/query";
import type { Actor, UserActor } from "../actor-types";
import { addressWords, deviceWords } from "./device-words";
import { living } from "./end-sessions";

/** A key or a job has no devices. */
export function personOf(actor: Actor): UserActor {
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a person is signed in on devices.");
  return actor;
}

/** Where one is signed in now: this device first, then those used last. A list longer than a page says how much longer. */
export const ownSessions = query({
  name: "session.list",
  summary: "Where one is signed in",
  permission: "session:manage:own",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { personId, sessionId } = personOf(actor);
    const own = await living(tx, { personId, id: sessionId }, now);
    const others = { ...own, id: { not: sessionId } };
    const rows = [
      ...(await tx.session.findMany({ where: own })),
      ...(await tx.session.findMany({
        where: others,
        orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
        take: pageSize,
      })),
    ];
    return {
      others: await tx.session.count({ where: others }),
      sessions: rows.map(({ id, userAgent, ip, createdAt, lastSeenAt }) => ({
        id,
        device: deviceWords(userAgent),
        address: addressWords(ip),
        signedInAt: createdAt,
        lastUsedAt: lastSeenAt,
        isThisDevice: id === sessionId,
      })),
    };
  },
});
