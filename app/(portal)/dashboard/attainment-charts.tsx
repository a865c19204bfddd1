import { LineChart } from "@/components/chart/line-chart";
import { formatDay, formatTime } from "@/components/status/calendar";
import { attainmentSummary, attainmentTitle } from "@/lib/dashboard/messages";
import type { Dashboard } from "@/lib/dashboard/queries";
import { percentWords, slaTarget } from "@/lib/dashboard/rules";
import type { Timeframe } from "@/lib/dashboard/schema";

/** First response and resolution over the buckets of the timeframe; where nothing was decided the line stops. */
export function AttainmentCharts({
  attainment,
  timeframe,
  zone,
}: {
  attainment: NonNullable<Dashboard["attainment"]>;
  timeframe: Timeframe;
  zone: string;
}) {
  const labels = attainment.map(({ from }) => bucketLabel(from, timeframe, zone));
  const categories = labels.map((label, index) => (labels.indexOf(label) < index ? `${label} again` : label));
  const lines = [
    { name: "First response", values: attainment.map(({ firstResponse }) => firstResponse.value) },
    { name: "Resolution", values: attainment.map(({ resolution }) => resolution.value) },
  ];
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      {lines.map(({ name, values }) => {
        const points = values.map((value, index) => ({ label: categories[index] ?? "", value }));
        return (
          <LineChart
            key={name}
            headingLevel="h3"
            title={attainmentTitle(points, slaTarget, name)}
            summary={attainmentSummary(points, slaTarget)}
            categories={categories}
            series={[{ name, values }]}
            target={{ value: slaTarget, label: "Target" }}
            min={0}
            max={100}
            format={percentWords}
            noData="No promise was met or broken in this period."
          />
        );
      })}
    </div>
  );
}

/** Short, and unique within a timeframe but for the hour that autumn repeats. */
function bucketLabel(from: string, timeframe: Timeframe, zone: string): string {
  if (timeframe === "realtime" || timeframe === "hourly") return formatTime(from, zone);
  if (timeframe === "daily" || timeframe === "weekly") return formatDay(from, zone, { year: false });
  const [, month = "", year = ""] = formatDay(from, zone).split(" ");
  if (timeframe === "monthly") return month;
  return timeframe === "yearly" ? year : `${month} ${year}`;
}
