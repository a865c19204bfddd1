import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/platform/db/generated/client";
import { notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { type EventRow, eventColumnsOf } from "./queries";
import { storyKinds } from "./schema";

/** More than this is no story any more: the explorer's list goes on. */
const longest = 200;

const column = {
  request: Prisma.sql`e.request_id`,
  session: Prisma.sql`e.session_id`,
  correlation: Prisma.sql`e.correlation_id`,
} as const;

/** All events of one request, session or correlation, in the order they were recorded (section 4). */
export const readStory = query({
  name: "audit.story",
  summary: "The events of one request, session or correlation as one story",
  permission: "audit:read",
  controls: ["CC7.2"],
  input: z.object({ kind: storyKinds, id: z.string().min(1).max(80) }),
  async run({ tx, actor }, { kind, id }) {
    const rows = await tx.$queryRaw<EventRow[]>`
      select ${eventColumnsOf} from audit_event e left join audit_leaf l on l.event_id = e.id
      where e.organization_id = ${actor.organizationId}::uuid and ${column[kind]} = ${id}
      order by e.recorded_at, e.id limit ${longest + 1}`;
    if (rows.length === 0) throw notFound("This story");
    const events = rows.slice(0, longest);
    return { kind, id, events, more: rows.length > longest };
  },
  audited: ({ kind, id }) => ({ resource: { type: "audit_log", id: null }, after: { [kind]: id } }),
});
