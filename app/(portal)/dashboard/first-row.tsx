import { FigureCard } from "@/components/dashboard/figure-card";
import { ReadinessCard } from "@/components/dashboard/readiness-card";
import { Section } from "@/components/shell/page";
import type { Dashboard } from "@/lib/dashboard/queries";
import type { FigureGroup } from "@/lib/dashboard/schema";

const shown: readonly { group: FigureGroup; key: string; rise?: "bad" }[] = [
  { group: "privacy", key: "requests_overdue" },
  { group: "policies", key: "overdue_people" },
  { group: "support", key: "sla_breached", rise: "bad" },
];

/** Are we inside appetite, and what is overdue. */
export function FirstRow({ groups }: { groups: Dashboard["groups"] }) {
  return (
    <Section title="At a glance">
      <div className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4 [&>:first-child]:max-sm:col-span-2">
        <ReadinessCard />
        {shown.flatMap(({ group, key, rise }) => {
          const figure = groups[group].figures?.find((one) => one.key === key);
          return figure ? [<FigureCard key={key} figure={figure} rise={rise} />] : [];
        })}
      </div>
    </Section>
  );
}
