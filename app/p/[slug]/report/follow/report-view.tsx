import { ViolationStatusBadge } from "@/components/policies/violation-badges";
import { FactList } from "@/components/status/fact-list";
import type { FollowedReport } from "@/lib/policies/violations/converse";

const dayWords = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });

/** What somebody who reported anonymously sees: state, dates and messages. */
export function ReportView({ report }: { report: FollowedReport }) {
  return (
    <section className="grid gap-4" aria-label={report.reference}>
      <div className="grid gap-2">
        <p className="text-xs text-muted-foreground tabular-nums">{report.reference}</p>
        <h2 className="text-section wrap-anywhere">{report.title}</h2>
        <div>
          <ViolationStatusBadge status={report.status} />
        </div>
        <p className="whitespace-pre-wrap wrap-anywhere">{report.description}</p>
      </div>
      <FactList
        facts={[
          { label: "Reported", value: dayWords(report.reportedOn) },
          {
            label: "Receipt",
            value: report.receiptOn
              ? `Confirmed on ${dayWords(report.receiptOn)}`
              : `We confirm it by ${dayWords(report.receiptDueOn ?? report.reportedOn)}`,
          },
          {
            label: "Feedback",
            value: report.feedbackOn
              ? `Given on ${dayWords(report.feedbackOn)}`
              : `You have it by ${dayWords(report.feedbackDueOn ?? report.reportedOn)}`,
          },
        ]}
      />
      <h3 className="text-section">Messages</h3>
      {report.messages.length === 0 ? <p className="text-muted-foreground">No message yet.</p> : null}
      <ol className="grid gap-3">
        {report.messages.map((message) => (
          <li key={message.position} className="grid gap-1 rounded-md border border-border bg-card p-3">
            <p className="text-xs font-medium text-muted-foreground">{message.fromReporter ? "You" : "Our answer"}</p>
            <p className="whitespace-pre-wrap wrap-anywhere">{message.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
