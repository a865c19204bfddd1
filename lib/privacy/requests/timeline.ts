import "server-only";
import type { Tx } from "@/lib/platform/db/client";

export type TimelineEntry = {
  id: string;
  sentence: string;
  at: Date;
  tone: "neutral" | "success" | "danger" | "warning";
};

type Change = { [name: string]: unknown };
type Row = {
  id: string;
  action: string;
  outcome: string;
  actorKind: string;
  actorName: string | null;
  leaf: Uint8Array;
  occurredAt: Date;
};

/** What happened to a request, from its own events in the trail: the latest first. */
export async function timelineOf(
  tx: Tx,
  requestId: string,
  sources: ReadonlyMap<string, string>,
): Promise<TimelineEntry[]> {
  const events: Row[] = await tx.auditEvent.findMany({
    where: { resourceType: "request", resourceId: requestId },
    orderBy: [{ occurredAt: "desc" }, { id: "desc" }],
    take: 200,
    select: { id: true, action: true, outcome: true, actorKind: true, actorName: true, leaf: true, occurredAt: true },
  });
  return events.flatMap((event) => {
    const words = sentenceOf(event, named(afterOf(event.leaf), sources));
    return words ? [{ id: event.id, at: event.occurredAt, ...words }] : [];
  });
}

/** Only what stands in the leaf in the clear; values about people are encrypted there. */
function afterOf(leaf: Uint8Array): Change {
  const { change } = JSON.parse(new TextDecoder().decode(leaf)) as { change?: { after?: Change | null } };
  return change?.after ?? {};
}

/** The source's title instead of its id. */
function named(after: Change, sources: ReadonlyMap<string, string>): Change {
  return { ...after, source: sources.get(String(after.source)) ?? after.source };
}

type Words = Pick<TimelineEntry, "sentence" | "tone">;

function sentenceOf(event: Row, after: Change): Words | null {
  const who = whoOf(event);
  const say = (sentence: string, tone: TimelineEntry["tone"] = "neutral"): Words => ({ sentence, tone });
  switch (event.action) {
    case "request.submit":
    case "request.create":
      return say(`${who} made the request; it was acknowledged`);
    case "request.enter":
      return say(`${who} entered the request; it was acknowledged`);
    case "request.verify":
      return after.proven
        ? say("The address was confirmed by code", "success")
        : say("A code was tried that did not fit", "warning");
    case "request.resend-code":
      return after.sent ? say("Another code was sent") : null;
    case "request.approve":
      return after.waitsForSecondPerson
        ? say(`${who} prepared the approval`)
        : say(`${who} approved the request`, "success");
    case "request.prepare-refusal":
      return say(`${who} prepared a refusal`);
    case "request.confirm-decision":
      return after.status === "refused"
        ? say(`${who} confirmed the refusal; the letter was sent`, "danger")
        : say(`${who} confirmed the approval`, "success");
    case "request.return-decision":
      return say(`${who} sent the prepared decision back`, "warning");
    case "request.extend":
      return say(`${who} extended the time; the notice was sent`);
    case "request.execute":
      return say(`${who} started the collection`);
    case "request.start-execution":
      return after.sources ? say("Collection began") : null;
    case "request.collect-source":
      return after.kept ? say(`${after.source}: ${after.rows === 1 ? "1 row" : `${after.rows} rows`} collected`) : null;
    case "request.fail-source":
      return say(`${after.source} could not be collected`, "danger");
    case "request.build-package":
      return after.kept ? say("The package was built") : null;
    case "request.publish-package":
      return after.package ? say("The package was offered; its link was sent", "success") : null;
    case "request.close-delivered":
      return after.status === "fulfilled" ? say("The answer was delivered; the request is fulfilled", "success") : null;
    case "request.send-download-code":
      return say("A code for the download was sent");
    case "request.download":
      return after.handedOut
        ? say("The package was downloaded", "success")
        : say("A download code was tried that did not fit", "warning");
    case "request.send-link-again":
      return say("The link to the package was sent again");
    case "request.expire-package":
      return say("The package was destroyed");
    case "request.mail-lost":
      return after.told ? say(`The ${after.email} did not reach the person; the officers were told`, "danger") : null;
    case "request.send-lost-again":
      return say(`${who} sent what did not arrive again`);
    case "request.remind":
      return after.sent ? say("The officers were reminded of the due date", "warning") : null;
    case "request.withdraw":
      return say("The request was withdrawn");
    case "request.close-unverified":
      return after.closed ? say("Closed, because the address was never confirmed") : null;
    default:
      return null;
  }
}

function whoOf({ actorKind, actorName }: Row): string {
  if (actorKind === "user") return actorName ?? "Somebody";
  if (actorKind === "api_key") return `The key “${actorName ?? "?"}”`;
  return actorKind === "system" ? "The portal" : "The data subject";
}
