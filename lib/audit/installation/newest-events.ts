import "server-only";
import { readInstallation } from "@/lib/platform/db/door";
import { eventSentence } from "../event-words";

/** The newest events of the installation's own log as lines, newest first, for the operator at the command line. */
export async function newestInstallationEvents(limit: number): Promise<string[]> {
  const events = await readInstallation((tx) =>
    tx.auditEvent.findMany({
      where: { organizationId: null },
      orderBy: { id: "desc" },
      take: limit,
      select: {
        action: true,
        outcome: true,
        actorKind: true,
        actorName: true,
        resourceId: true,
        resourceLabel: true,
        recordedAt: true,
      },
    }),
  );
  return events.map((event) => {
    const what = event.resourceLabel ?? event.resourceId;
    return `${event.recordedAt.toISOString()}  ${eventSentence(event)}${what ? `: ${what}` : ""}`;
  });
}
