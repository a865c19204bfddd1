import { Section } from "@/components/shell/page";
import { formatDay } from "@/components/status/calendar";
import { StatusBadge } from "@/components/status/status-badge";
import type { ShownPackage, ShownTask } from "./types";

const states = {
  pending: { tone: "neutral", label: "Waiting" },
  done: { tone: "success", label: "Collected" },
  failed: { tone: "danger", label: "Failed" },
} as const;

/** One line per data source (C12), and what was handed over. */
export function TaskList(props: { tasks: readonly ShownTask[]; packages: readonly ShownPackage[]; zone: string }) {
  const { tasks, packages, zone } = props;
  if (tasks.length === 0) return null;
  return (
    <Section title="Data sources">
      <ul className="divide-y divide-border rounded-lg border border-border bg-card">
        {tasks.map(({ id, title, state, rows, problem }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2.5">
            <span className="min-w-0">
              {title}
              {problem ? <span className="block text-danger-text">{problem}</span> : null}
            </span>
            <span className="flex items-center gap-3">
              {state === "done" ? (
                <span className="text-muted-foreground tabular-nums">{rows === 1 ? "1 row" : `${rows} rows`}</span>
              ) : null}
              <StatusBadge {...states[state]} />
            </span>
          </li>
        ))}
      </ul>
      {packages.map((each) => (
        <p key={each.id} className="text-muted-foreground">
          Package published {each.publishedAt ? formatDay(each.publishedAt, zone) : ""}, its mail is{" "}
          {each.delivery ?? "missing"}; {each.downloads === 1 ? "1 download" : `${each.downloads} downloads`};{" "}
          {each.endedReason
            ? `destroyed (${each.endedReason})`
            : `destroyed on ${each.expiresAt ? formatDay(each.expiresAt, zone) : "expiry"}`}
          .
        </p>
      ))}
    </Section>
  );
}
