import "server-only";
import { z } from "zod";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { receive } from "./receive";
import { levelOfSession } from "./rules";
import { createInput } from "./schema";

/** By somebody signed in, or through the API: for oneself, or with `request:create:any` for another (C1). */
export const createRequest = command({
  name: "request.create",
  summary: "Hand in a data-subject request for oneself, or for another person",
  permission: "request:create",
  type: "privacy_request",
  crud: "create",
  controls: ["P5.1", "P8.1"],
  input: createInput,
  async run(context, { kind, description, personId }) {
    const { tx, actor, now } = context;
    const own = ownPersonId(actor);
    const other = personId !== undefined && personId !== own;
    if (other && !mayDo(actor, "request:create:any")) {
      throw dutyRefused("Only a privacy officer or the desk can enter a request for somebody else. Nothing was saved.");
    }
    const person = await memberOf(tx, personId ?? own);
    // A session proves who it is; a key of a machine does not.
    const signedInLevel = actor.kind === "user" && !other ? levelOfSession(actor.authenticatedAt, now) : undefined;
    return receive(context, {
      kind,
      channel: actor.kind === "api_key" ? "api" : "web",
      receivedAt: now,
      name: person.name,
      email: person.email,
      statement: description,
      personId: person.id,
      signedInLevel,
      enteredById: other ? (own ?? undefined) : undefined,
    });
  },
});

function ownPersonId(actor: Actor): string | null {
  if (actor.kind === "user") return actor.personId;
  return actor.kind === "api_key" ? actor.createdById : null;
}

async function memberOf(tx: Tx, personId: string | null): Promise<{ id: string; name: string; email: string }> {
  const isId = z.uuid().safeParse(personId).success;
  const membership = await tx.membership.findFirst({
    where: isId ? { personId: personId ?? undefined } : { externalId: personId ?? "" },
    include: { person: { select: { id: true, name: true, email: true } } },
  });
  if (membership) return membership.person;
  const message = "Nobody of this organisation has this id.";
  throw new AppError("invalid", `${message} Nothing was saved.`, { fieldErrors: { personId: [message] } });
}
