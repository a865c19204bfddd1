import "server-only";
import { SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { ExactTime } from "@/components/status/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { DAY, formatInstant, instantOfLocal, parseLocalDate, zoneOf } from "@/lib/platform/calendar";
import { AppError } from "@/lib/platform/errors";
import { trySla } from "@/lib/support/queries/sla-settings";
import {
  SupportTier,
  slaMetricLabels,
  supportTierLabels,
  TicketCategory,
  TicketPriority,
  ticketCategoryLabels,
  ticketPriorityLabels,
  trySlaInput,
} from "@/lib/support/schema";

type Props = { actor: Actor; zone: string; given: Partial<Record<keyof typeof trySlaInput.shape, string>> };
const choices = <T extends string>(options: readonly T[], labels: Record<T, string>) =>
  options.map((value) => ({ value, label: labels[value] }));

/** Asks the clock that judges tickets; a plain GET form, so that an answer can be sent to a colleague. */
export async function TrySla({ actor, zone, given }: Props) {
  const answer = given.start ? await ask(actor, given, zone) : null;
  return (
    <div className="grid gap-4 rounded-lg border border-border bg-card p-4">
      <form method="get" className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-5">
        <TextField name="start" type="datetime-local" label={`Opened (${zone})`} defaultValue={given.start} />
        <SelectField
          name="priority"
          label="Priority"
          defaultValue={given.priority ?? "high"}
          choices={choices(TicketPriority.options, ticketPriorityLabels)}
        />
        <SelectField
          name="tier"
          label="Tier"
          defaultValue={given.tier ?? "standard"}
          choices={choices(SupportTier.options, supportTierLabels)}
        />
        <SelectField
          name="category"
          label="Category"
          defaultValue={given.category ?? "general_inquiry"}
          choices={choices(TicketCategory.options, ticketCategoryLabels)}
        />
        <Button type="submit" variant="secondary" className="justify-self-start">
          Say when
        </Button>
      </form>
      {typeof answer === "string" ? <Alert tone="danger">{answer}</Alert> : null}
      {answer && typeof answer !== "string" ? (
        <div className="grid gap-2" role="status">
          <p>
            {answer.policy
              ? `Judged by “${answer.policy}”, calendar “${answer.calendar?.name}” (${answer.calendar?.timeZone}).`
              : "No policy fits: this ticket would have no SLA."}
          </p>
          <dl className="grid gap-2 sm:grid-cols-3">
            {answer.due.map(({ metric, dueAt, warnAt }) => (
              <div key={metric} className="grid gap-0.5 rounded-md border border-border p-3">
                <dt className="text-muted-foreground">{slaMetricLabels[metric]}</dt>
                <dd className="font-medium tabular-nums">
                  {dueAt ? <ExactTime value={dueAt} zone={zone} /> : "Not measured"}
                </dd>
                {warnAt ? (
                  <dd className="text-xs text-muted-foreground">
                    warns <ExactTime value={warnAt} zone={zone} />
                  </dd>
                ) : null}
              </div>
            ))}
          </dl>
        </div>
      ) : null}
    </div>
  );
}

async function ask(actor: Actor, given: Props["given"], zone: string) {
  const start = instantAt(given.start ?? "", zone);
  const input = trySlaInput.safeParse({ ...given, start });
  if (!input.success || start === null) return "Choose a date, a time, a priority, a tier and a category.";
  try {
    return await trySla(actor, input.data);
  } catch (error) {
    if (error instanceof AppError) return error.message;
    throw error;
  }
}

/** "2026-06-12T16:50" on the wall of a zone, as an instant; null when it is none. */
function instantAt(local: string, zone: string): string | null {
  const [, date, hour, minute] = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)/.exec(local) ?? [];
  if (!date) return null;
  try {
    const wall = parseLocalDate(date) * DAY + (Number(hour) * 60 + Number(minute)) * 60_000;
    return formatInstant(instantOfLocal(zoneOf(zone), wall));
  } catch {
    return null;
  }
}
