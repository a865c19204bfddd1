import { noteFollowing } from "@/lib/audit/follow/note-following";
import { readTile } from "@/lib/audit/follow/queries";
import { tileResponse } from "@/lib/audit/follow/tile-response";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(readTile, { before: noteFollowing, respond: tileResponse });
