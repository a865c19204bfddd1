import { noteFollowing } from "@/lib/audit/follow/note-following";
import { readCheckpoint } from "@/lib/audit/follow/queries";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(readCheckpoint, {
  before: noteFollowing,
  respond: (note) =>
    new Response(note, { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } }),
});
