import { ViolationStatusBadge } from "@/components/policies/violation-badges";
import { formatDay } from "@/components/status/calendar";
import { FactList } from "@/components/status/fact-list";
import type { FollowedReport } from "@/lib/policies/violations/converse";

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
          { label: "Reported", value: formatDay(report.reportedOn, "UTC") },
          {
            label: "Receipt",
            value: report.receiptOn
              ? `Confirmed on ${formatDay(report.receiptOn, "UTC")}`
              : `We confirm it by ${formatDay(report.receiptDueOn ?? report.reportedOn, "UTC")}`,
          },
          {
            label: "Feedback",
            value: report.feedbackOn
              ? `Given on ${formatDay(report.feedbackOn, "UTC")}`
              : `You have it by ${formatDay(report.feedbackDueOn ?? report.reportedOn, "UTC")}`,
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
