import { Section } from "@/components/shell/page";
import { formatDay } from "@/components/status/calendar";
import { TextLink } from "@/components/ui/text-link";
import type { DetailVersion } from "@/lib/policies/queries/policy-detail";

/** Meetings where this version was explained, with their signed lists (P15). */
export function Meetings({ version, zone }: { version: DetailVersion; zone: string }) {
  if (version.meetings.length === 0) return null;
  return (
    <Section title="Meetings">
      <ul className="grid gap-3">
        {version.meetings.map((meeting) => (
          <li key={meeting.id} className="grid gap-1 rounded-lg border border-border bg-card p-4">
            <p className="font-medium">{`${formatDay(meeting.heldOn, zone)}, recorded by ${meeting.manager}`}</p>
            <p className="text-muted-foreground">{`${meeting.confirmed} of ${meeting.attended} who were there have confirmed`}</p>
            {meeting.note ? <p className="whitespace-pre-wrap wrap-anywhere">{meeting.note}</p> : null}
            {meeting.hasList ? (
              <p>
                <TextLink href={`/api/v1/policies/meetings/${meeting.id}/file`}>
                  {`Signed list of ${formatDay(meeting.heldOn, zone)}`}
                </TextLink>
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
