import { Input } from "@/components/ui/input";
import {
  SlaMetric,
  SupportTier,
  slaMetricLabels,
  supportTierLabels,
  type TargetTable as Targets,
  TicketPriority,
  ticketPriorityLabels,
} from "@/lib/support/schema";
import { targetField } from "./form-fields";

const cellClass = "border-b border-border px-3 py-2 text-left align-top";

function Grid({
  caption,
  cell,
}: {
  caption: string;
  cell: (priority: TicketPriority, tier: SupportTier) => React.ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key (WCAG 2.1.1)
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto">
      <table className="w-full min-w-[40rem] tabular-nums">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className={cellClass}>
              Priority
            </th>
            {SupportTier.options.map((tier) => (
              <th key={tier} scope="col" className={cellClass}>
                {supportTierLabels[tier]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TicketPriority.options.map((priority) => (
            <tr key={priority}>
              <th scope="row" className={cellClass}>
                {ticketPriorityLabels[priority]}
              </th>
              {SupportTier.options.map((tier) => (
                <td key={tier} className={cellClass}>
                  {cell(priority, tier)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Hours, never days: a day of business hours is not one of 24. */
function span(minutes: number | null | undefined): string {
  if (minutes === null || minutes === undefined) return "not measured";
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return [hours > 0 ? `${hours} h` : "", rest > 0 || hours === 0 ? `${rest} min` : ""].filter(Boolean).join(" ");
}

/** Times for first response / next response / resolution of each priority and tier. */
export function TargetTable({ targets }: { targets: Targets }) {
  return (
    <Grid
      caption="Targets: first response / next response / resolution"
      cell={(priority, tier) => SlaMetric.options.map((metric) => span(targets[priority][tier][metric])).join(" / ")}
    />
  );
}

export function TargetInputs({ targets }: { targets: Targets }) {
  return (
    <div className="grid gap-2">
      <p>Minutes for first response, next response and resolution. An empty field is not measured.</p>
      <Grid
        caption="Targets in minutes"
        cell={(priority, tier) => (
          <div className="grid gap-1">
            {SlaMetric.options.map((metric) => (
              <Input
                key={metric}
                name={targetField(priority, tier, metric)}
                inputMode="numeric"
                pattern="\d*"
                defaultValue={targets[priority][tier][metric] ?? ""}
                aria-label={`${ticketPriorityLabels[priority]}, ${supportTierLabels[tier]}: ${slaMetricLabels[metric]}`}
                title={slaMetricLabels[metric]}
              />
            ))}
          </div>
        )}
      />
    </div>
  );
}
