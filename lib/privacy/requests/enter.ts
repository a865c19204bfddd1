import "server-only";
import { parseLocalDate, startOfLocalDay, zoneOf } from "@/lib/platform/calendar";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { organizationFacts, today } from "./deadline";
import { personByAddress } from "./match";
import { receive } from "./receive";
import { enterInput } from "./schema";

/** By staff, for what came by letter, telephone or mail: with the day it arrived, which may be past, never future (C1). */
export const enterRequest = command({
  name: "request.enter",
  summary: "Enter a request that arrived another way",
  permission: "request:create:any",
  type: "privacy_request",
  crud: "create",
  controls: ["P5.1", "P8.1"],
  input: enterInput,
  async run(context, { receivedOn, ...input }) {
    const { tx, actor, now } = context;
    const { timeZone } = await organizationFacts(tx, actor.organizationId);
    const current = today(now, timeZone);
    if (receivedOn > current) {
      const message = "The day it arrived cannot be in the future.";
      throw new AppError("invalid", `${message} Nothing was saved.`, { fieldErrors: { receivedOn: [message] } });
    }
    const receivedAt =
      receivedOn === current ? now : new Date(startOfLocalDay(zoneOf(timeZone), parseLocalDate(receivedOn)));
    const person = await personByAddress(tx, input.email);
    const enteredById = actor.kind === "user" ? actor.personId : undefined;
    return receive(context, { ...input, receivedAt, personId: person?.id ?? null, enteredById });
  },
});
