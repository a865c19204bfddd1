import "server-only";
import { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { canTransition } from "../rules";
import { countDates, localDateOf, organizationFacts } from "./deadline";
import { linkedResource } from "./links";
import { stepsOf } from "./rules";
import { requestInput } from "./schema";

/** What the form says before anything is sent: by which date an answer to a request received now would be due. */
export const privacyCentre = query({
  name: "request.centre",
  summary: "See what a request made now would lead to",
  permission: "request:create",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const organization = await organizationFacts(tx, actor.organizationId);
    const dates = countDates(organization, { receivedAt: now, kind: "access", extendedMonths: 0 }, []);
    const { supervisoryAuthority, privacyContact, name } = organization;
    return { name, dueDate: localDateOf(dates.dueDate), supervisoryAuthority, privacyContact };
  },
});

/** The page after sending; says nothing about the person or who is known (C10). */
export const pendingRequest = query({
  name: "request.pending",
  summary: "See whether a request waits for its code",
  permission: "request:verify",
  input: requestInput,
  async run({ tx }, { requestId }) {
    const request = await tx.dataSubjectRequest.findUnique({ where: { id: requestId } });
    if (!request) throw notFound("This request");
    const { reference, kind, status, rawDueDate } = request;
    return { reference, kind, pending: status === "identity_pending", dueDate: localDateOf(rawDueDate) };
  },
});

/** The status page behind the personal link (C13). */
export const followRequest = query({
  name: "request.follow",
  summary: "Follow one's own request by its link",
  permission: "request:follow",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { id } = await linkedResource(tx, actor, "request");
    const request = await tx.dataSubjectRequest.findUnique({
      where: { id },
      include: {
        packages: { where: { publishedAt: { not: null } }, orderBy: { publishedAt: "desc" }, take: 1 },
        decisions: { where: { state: "confirmed", outcome: "refuse" }, take: 1 },
      },
    });
    if (!request) throw notFound("This request");
    const offered = request.packages[0];
    const until = offered?.expiresAt ?? null;
    const { reference, kind, status, statement, receivedAt, verifiedAt, approvedAt, closedAt } = request;
    return {
      reference,
      kind,
      status,
      statement,
      receivedAt,
      closedAt,
      dueDate: localDateOf(request.dueDate),
      extensionReason: request.extensionReason,
      steps: stepsOf({ status, receivedAt, verifiedAt, approvedAt, closedAt, readyAt: offered?.publishedAt ?? null }),
      package: offered ? { until, open: !offered.endedAt && until !== null && until > now } : null,
      letter: request.decisions[0]?.letter ?? null,
      canWithdraw: canTransition(status, "withdrawn"),
    };
  },
});
