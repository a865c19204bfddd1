import { noteStreaming } from "@/lib/audit/stream/note-streaming";
import { streamEvents } from "@/lib/audit/stream/queries";
import { defineRoute } from "@/lib/platform/http/define-route";

/** One JSON object a line. `x-next-after` is what to ask for next time; `x-log` names the log, `x-log-size` what is signed. */
export const GET = defineRoute(streamEvents, {
  before: noteStreaming,
  respond: ({ events, next, logId, size }) =>
    new Response(events.map((event) => `${JSON.stringify(event)}\n`).join(""), {
      headers: {
        "content-type": "application/x-ndjson; charset=utf-8",
        "x-next-after": String(next),
        "x-log-size": String(size),
        ...(logId ? { "x-log": logId } : {}),
      },
    }),
});
