import { searchEvents } from "@/lib/audit/explorer/queries";
import { eventWire } from "@/lib/audit/explorer/wire";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(searchEvents, {
  toOutput: ({ events, count, next }) => ({ items: events.map(eventWire), count, next_cursor: next ?? null }),
});
