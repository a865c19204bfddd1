import Link from "next/link";
import { formatDay, formatExact } from "@/components/status/calendar";
import { type Fact, FactList } from "@/components/status/fact-list";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import {
  regulationLabels,
  requestChannelLabels,
  type VerificationLevel,
  verificationLevelLabels,
} from "@/lib/privacy/schema";
import { RequestDeadline } from "./request-status";
import type { ShownRequest } from "./types";

const level = (value: VerificationLevel) => `${value}, ${verificationLevelLabels[value].toLowerCase()}`;

/** The side panel: the deadline and how it was counted, who it is, and how far that is proven. */
export function RequestFacts({ request, zone }: { request: ShownRequest; zone: string }) {
  const paused = request.endsAt === null && request.closedAt === null;
  return (
    <>
      <FactCard
        title="Deadline"
        facts={[
          { label: "Answer due", value: <RequestDeadline {...request} paused={paused} zone={zone} /> },
          { label: "Received", value: formatExact(request.receivedAt, zone) },
          { label: "Month ends", value: formatDay(request.baseDate, zone) },
          { label: "First working day", value: formatDay(request.rawDueDate, zone) },
          { label: "With pauses", value: formatDay(request.dueDate, zone) },
          ...(request.pauses.length > 0
            ? [
                {
                  label: "Paused",
                  value: request.pauses
                    .map(
                      ({ reason, from, to }) =>
                        `${reason}, ${formatDay(from, zone)} to ${to ? formatDay(to, zone) : "the answer"}`,
                    )
                    .join("; "),
                },
              ]
            : []),
          ...(request.extendedMonths > 0
            ? [{ label: "Extended", value: `by ${request.extendedMonths} months: ${request.extensionReason ?? ""}` }]
            : []),
          { label: "Counted by", value: `${regulationLabels[request.regulation]}, holidays ${request.holidayTable}` },
        ]}
      />
      <FactCard
        title="Person"
        facts={[
          { label: "Name given", value: request.name },
          {
            label: "Address",
            value: request.addressRefused ? `${request.email} (refused our last email to it)` : request.email,
          },
          { label: "On record", value: request.personName ?? "Nobody of that address: nothing held" },
          { label: "Identity", value: level(request.identity.reached) },
          {
            label: "Needed",
            value: `${level(request.identity.required)}${request.identity.enough ? ": reached" : ": not reached"}`,
          },
          ...(request.noDoubtReason ? [{ label: "No doubt because", value: request.noDoubtReason }] : []),
          { label: "Came by", value: requestChannelLabels[request.channel] },
          ...(request.enteredBy ? [{ label: "Entered by", value: request.enteredBy }] : []),
          ...(request.linked
            ? [
                {
                  label: "Same request",
                  value: (
                    <Link
                      className="text-primary-text underline underline-offset-2"
                      href={`/privacy/requests/${request.linked.id}`}
                    >
                      {request.linked.reference}
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function FactCard({ title, facts }: { title: string; facts: Fact[] }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle as="h2">{title}</CardTitle>
      </CardHeader>
      <CardContent>
        <FactList facts={facts} stacked />
      </CardContent>
    </Card>
  );
}
