import "server-only";
import { z } from "zod";
import { AppError } from "../../errors";
import { command } from "../../operation/command";
import { aboutPerson } from "../../operation/protected";
import type { UserActor } from "../actor-types";
import { endSessions } from "./end-sessions";
import { personOf } from "./own-sessions";

const words = {
  permission: "session:manage:own",
  type: "user_access",
  crud: "delete",
  controls: ["CC6.1"],
} as const;

/** Whether it exists or not, somebody else's sign-in is not found. */
const unknown = (recorded?: string) =>
  new AppError("not_found", "This sign-in does not exist, or is not yours. Nothing was changed.", { recorded });

export const endOtherSession = command({
  ...words,
  name: "session.end-other",
  summary: "Sign out one of one's other devices",
  concerns: { type: "session", field: "id" },
  input: z.object({ id: z.uuid() }),
  async run({ tx, actor, now }, { id }) {
    const { personId, sessionId } = personOf(actor);
    if (id === sessionId) {
      throw new AppError("conflict", "This is the device you are using. To leave it, choose Sign out at the top.");
    }
    const session = await tx.session.findUnique({ where: { id }, select: { personId: true } });
    if (!session) throw unknown();
    if (session.personId !== personId) throw unknown("The sign-in of another person was named.");
    const devices = await endSessions(tx, { personId, id }, "other_device", now);
    return { output: { devices }, event: { resource: { type: "session", id }, after: { devices } } };
  },
});

export const endOtherSessions = command({
  ...words,
  name: "session.end-others",
  summary: "Sign out all of one's other devices",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const me = personOf(actor);
    const devices = await endSessions(tx, { personId: me.personId, id: { not: me.sessionId } }, "other_device", now);
    return { output: { devices }, event: eventOf(me, devices) };
  },
});

export const endAllSessions = command({
  ...words,
  name: "session.end-everywhere",
  summary: "Sign out on all of one's devices, this one too",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const me = personOf(actor);
    const devices = await endSessions(tx, { personId: me.personId }, "everywhere", now);
    return { output: { devices }, event: eventOf(me, devices) };
  },
});

const eventOf = ({ personId, name }: UserActor, devices: number) => ({
  resource: { type: "person", id: personId, label: aboutPerson(personId, name) },
  after: { devices },
});
