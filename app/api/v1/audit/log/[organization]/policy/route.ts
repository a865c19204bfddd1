import { noteFollowing } from "@/lib/audit/follow/note-following";
import { readPolicy } from "@/lib/audit/follow/queries";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(readPolicy, {
  before: noteFollowing,
  respond: (policy) =>
    new Response(policy, { headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } }),
});
