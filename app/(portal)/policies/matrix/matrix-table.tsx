import { Check, Clock, Minus, ShieldOff, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { formatDay } from "@/components/status/calendar";
import { cn } from "@/components/ui/cn";
import type { PolicyMatrix } from "@/lib/policies/officer/matrix";

type Cell = PolicyMatrix["people"][number]["cells"][number];

/** What a cell says, as a sign, a colour and words. */
function stateOf(cell: Cell, today: string) {
  if (cell === null) return { Icon: Minus, tone: "text-muted-foreground", words: "Not asked", day: null };
  if (cell.doneOn) return { Icon: Check, tone: "text-success-text", words: "Acknowledged", day: cell.doneOn };
  if (cell.status === "exempted") return { Icon: ShieldOff, tone: "text-neutral-text", words: "Exempted", day: null };
  if (cell.dueOn < today)
    return { Icon: TriangleAlert, tone: "text-danger-text", words: "Overdue since", day: cell.dueOn };
  return { Icon: Clock, tone: "text-info-text", words: "Due", day: cell.dueOn };
}

/** A window of people; scrolls sideways within itself, names stay in view. */
export function MatrixTable({ matrix, zone }: { matrix: PolicyMatrix; zone: string }) {
  return (
    <section
      aria-label="People and policies"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keyboard too
      tabIndex={0}
      className="overflow-x-auto rounded-lg border border-border bg-card"
    >
      <table className="w-max min-w-full text-left">
        <caption className="sr-only">Who has acknowledged which policy</caption>
        <thead>
          <tr className="border-b border-border">
            <th
              scope="col"
              className="sticky left-0 z-10 bg-card px-3 py-2 text-xs font-medium text-muted-foreground md:px-4"
            >
              Person
            </th>
            {matrix.columns.map((column) => (
              <th key={column.id} scope="col" className="max-w-44 px-3 py-2 align-bottom text-xs font-medium">
                <Link
                  href={`/policies/${column.policyId}`}
                  prefetch={false}
                  className="underline-offset-2 hover:underline"
                >
                  <span className="block text-muted-foreground tabular-nums">
                    {column.reference} v{column.number}
                  </span>
                  <span className="line-clamp-2">{column.title}</span>
                </Link>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {matrix.people.map((person) => (
            <tr key={person.personId} className="border-b border-border last:border-0 hover:bg-hover">
              <th scope="row" className="sticky left-0 z-10 max-w-34 bg-card px-3 py-2 font-normal md:max-w-64 md:px-4">
                <span className="block font-medium wrap-anywhere">{person.name}</span>
                <span className="block text-xs text-muted-foreground">
                  {[person.department, person.location].filter(Boolean).join(" · ")}
                </span>
              </th>
              {person.cells.map((cell, index) => {
                const { Icon, tone, words, day } = stateOf(cell, matrix.today);
                return (
                  <td key={matrix.columns[index]?.id} className="px-3 py-2 text-xs whitespace-nowrap">
                    <span className={cn("inline-flex items-center gap-1.5", tone)}>
                      <Icon aria-hidden="true" className="size-4 shrink-0" />
                      <span>
                        {words} {day ? <span className="max-md:block">{formatDay(day, zone)}</span> : null}
                      </span>
                    </span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
