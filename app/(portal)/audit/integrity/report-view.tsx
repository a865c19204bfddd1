import { Alert } from "@/components/ui/alert";
import type { Report } from "@/lib/audit/verify/report";

/** What the verification of a package found, and what it could not show. */
export function ReportView({ name, report }: { name: string; report: Report }) {
  const where = report.firstBadIndex === null ? "" : `: first bad index ${report.firstBadIndex}`;
  return (
    <div className="grid gap-3">
      <Alert
        tone={report.ok ? "success" : "danger"}
        title={report.ok ? `Verified in your browser: ${name}` : `Not verified${where}: ${name}`}
      >
        <ul className="grid list-disc gap-1 pl-4 wrap-anywhere">
          {report.problems.map(({ message, index }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a finished report never changes, and may say a thing twice
            <li key={at}>{index === undefined ? message : `Index ${index}: ${message}`}</li>
          ))}
          {report.more > 0 ? <li>{`${report.more} more`}</li> : null}
          {report.facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </Alert>
      {report.limits.length > 0 ? (
        <Alert tone="info" title="What this check could not show">
          <ul className="grid list-disc gap-1 pl-4">
            {report.limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </Alert>
      ) : null}
    </div>
  );
}
