import "server-only";
import { z } from "zod";
import { type Actor, mayDo } from "@/lib/platform/auth/actor-types";
import { command } from "@/lib/platform/operation/command";
import { noteOnceADay } from "../follow/note-following";

const followStream = command({
  name: "audit.follow-stream",
  summary: "Record that somebody follows the events of the trail today",
  permission: "audit:stream",
  type: "data_access",
  crud: "read",
  riskLevel: "medium",
  controls: ["CC7.2"],
  input: z.object({ day: z.iso.date() }),
  run: async (_context, { day }) => ({
    output: { day },
    event: { resource: { type: "audit_log", id: null }, after: { day } },
  }),
});

/** Before events are handed out. Whoever may not is refused, and recorded as denied, by the query itself. */
export async function noteStreaming(actor: Actor): Promise<void> {
  if (mayDo(actor, "audit:stream")) await noteOnceADay(actor, followStream, "stream");
}
