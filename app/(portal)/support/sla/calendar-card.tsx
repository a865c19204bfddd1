import { ActionForm } from "@/components/form/action-form";
import { TextareaField, TextField } from "@/components/form/text-field";
import { FactList } from "@/components/status/fact-list";
import { Fold } from "@/components/support/fold";
import type { SlaSettings } from "@/lib/support/queries/sla-settings";
import { saveCalendarAction } from "../actions";
import { weekdays } from "./form-fields";

type Calendar = SlaSettings["calendars"][number];
const labels = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
};

export function CalendarCard({
  calendar,
  edit,
  zone,
}: {
  calendar: Calendar | null;
  edit: string | null;
  zone?: string;
}) {
  const hoursOf = (day: (typeof weekdays)[number]) =>
    (calendar?.hours[day] ?? []).map(([open, close]) => `${open}–${close}`).join(", ");
  return (
    <article className="grid min-w-0 gap-4 rounded-lg border border-border bg-card p-4">
      {calendar ? (
        <>
          <header className="flex flex-wrap items-center gap-x-3">
            <h3 className="font-medium">{calendar.name}</h3>
            <span className="text-xs text-muted-foreground">
              version {calendar.version} · {calendar.timeZone}
            </span>
          </header>
          <FactList
            facts={[
              ...weekdays.map((day) => ({ label: labels[day], value: hoursOf(day) || "Closed" })),
              { label: "Holidays", value: calendar.holidays.length > 0 ? `${calendar.holidays.length} dates` : "None" },
            ]}
          />
        </>
      ) : null}
      {edit ? (
        <Fold title={calendar ? "Edit" : "Add a calendar"}>
          <ActionForm
            action={saveCalendarAction}
            organizationId={edit}
            hidden={calendar ? { calendarId: calendar.calendarId } : undefined}
            className="pt-4"
            submitLabel={calendar ? "Save as next version" : "Add calendar"}
          >
            <TextField name="name" label="Name" defaultValue={calendar?.name} />
            <TextField
              name="timeZone"
              label="Time zone"
              help="An IANA name, like Europe/Berlin."
              defaultValue={calendar?.timeZone ?? zone}
            />
            {weekdays.map((day) => (
              <TextField
                key={day}
                name={`hours.${day}`}
                label={labels[day]}
                optional
                help={day === "mon" ? "Like 09:00–12:00, 13:00–17:00. Empty = closed." : undefined}
                defaultValue={hoursOf(day)}
              />
            ))}
            <TextareaField
              name="holidays"
              label="Holidays"
              optional
              rows={6}
              help="Dates like 2026-12-25, one a line."
              defaultValue={calendar?.holidays.join("\n")}
            />
          </ActionForm>
        </Fold>
      ) : null}
    </article>
  );
}
