import { searchEvents } from "@/lib/audit/explorer/queries";
import { eventWire } from "@/lib/audit/explorer/wire";
import { ingestEvents } from "@/lib/audit/ingest/ingest-events";
import { ingestAnswer, ingestInput } from "@/lib/audit/ingest/schema";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(searchEvents, {
  toOutput: ({ events, count, everything, next }) => ({
    items: events.map(eventWire),
    count: count?.matched ?? null,
    count_exact: count?.exact ?? null,
    searched_everything: everything,
    next_cursor: next ?? null,
  }),
});

export const POST = defineRoute(ingestEvents, { status: 201, body: ingestInput, response: ingestAnswer });
