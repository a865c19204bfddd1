import { ActionForm } from "@/components/form/action-form";
import { CheckboxField, SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { StatusBadge } from "@/components/status/status-badge";
import { Fold } from "@/components/support/fold";
import type { SlaSettings } from "@/lib/support/queries/sla-settings";
import { SupportTier, supportTierLabels, TicketCategory, ticketCategoryLabels } from "@/lib/support/schema";
import { savePolicyAction } from "../actions";
import { TargetInputs, TargetTable } from "./target-table";

type Policy = SlaSettings["policies"][number];
type Props = { policy: Policy | null; template?: Policy; calendars: SlaSettings["calendars"]; edit: string | null };

export function PolicyCard({ policy, template, calendars, edit }: Props) {
  const shown = policy ?? template;
  if (!shown) return null;
  return (
    <article className="grid min-w-0 gap-4 rounded-lg border border-border bg-card p-4">
      {policy ? (
        <>
          <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="font-medium">{policy.name}</h3>
            <span className="text-xs text-muted-foreground">version {policy.version}</span>
            {policy.isDefault ? <StatusBadge tone="info" label="Default" /> : null}
            {policy.active ? null : <StatusBadge tone="neutral" label="Off" />}
          </header>
          <p className="text-muted-foreground">{fits(policy)}</p>
          <TargetTable targets={policy.targets} />
          <p className="text-xs text-muted-foreground">
            {`First response / next response / resolution, in time of “${policy.calendar.name}”; emergencies by “${policy.emergencyCalendar.name}”. `}
            {policy.pausesFirstResponse ? "Waiting for the customer stops the first response too." : null}
          </p>
        </>
      ) : null}
      {edit ? (
        <Fold title={policy ? "Edit" : "Add a policy"}>
          <ActionForm
            action={savePolicyAction}
            organizationId={edit}
            hidden={
              policy ? { policyId: policy.policyId, ...(policy.isDefault ? { isDefault: "on" } : {}) } : undefined
            }
            className="max-w-none pt-4"
            submitLabel={policy ? "Save as next version" : "Add policy"}
            next="Open tickets it judges are counted again. Closed ones never change."
          >
            <TextField name="name" label="Name" defaultValue={policy?.name} className="max-w-[560px]" />
            <TextField
              name="position"
              label="Order"
              type="number"
              min={1}
              max={999}
              defaultValue={String(policy?.position ?? 1)}
              className="max-w-40"
            />
            {policy?.isDefault ? null : <MatchFields policy={policy} />}
            <div className="grid gap-4 sm:grid-cols-2">
              <CalendarChoice
                name="calendarId"
                label="Business hours"
                value={shown.calendar.id}
                calendars={calendars}
              />
              <CalendarChoice
                name="emergencyCalendarId"
                label="Emergencies"
                value={shown.emergencyCalendar.id}
                calendars={calendars}
              />
            </div>
            <TargetInputs targets={shown.targets} />
            <CheckboxField
              name="pausesFirstResponse"
              label="Waiting for the customer stops the first response too"
              optional
              defaultChecked={shown.pausesFirstResponse}
            />
          </ActionForm>
        </Fold>
      ) : null}
    </article>
  );
}

function MatchFields({ policy }: { policy: Policy | null }) {
  const match = policy?.match ?? { tiers: [], categories: [], companies: [] };
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <fieldset className="grid content-start gap-2">
        <legend className="pb-2 font-medium">Tiers (none = any)</legend>
        {SupportTier.options.map((tier) => (
          <CheckboxField
            key={tier}
            name="tiers"
            value={tier}
            optional
            label={supportTierLabels[tier]}
            defaultChecked={match.tiers.includes(tier)}
          />
        ))}
      </fieldset>
      <fieldset className="grid content-start gap-2">
        <legend className="pb-2 font-medium">Categories (none = any)</legend>
        {TicketCategory.options.map((category) => (
          <CheckboxField
            key={category}
            name="categories"
            value={category}
            optional
            label={ticketCategoryLabels[category]}
            defaultChecked={match.categories.includes(category)}
          />
        ))}
      </fieldset>
      <TextareaField
        name="companies"
        label="Companies"
        help="One a line; none = any."
        optional
        rows={4}
        defaultValue={match.companies.join("\n")}
      />
    </div>
  );
}

function CalendarChoice({
  name,
  label,
  value,
  calendars,
}: {
  name: string;
  label: string;
  value: string;
  calendars: SlaSettings["calendars"];
}) {
  return (
    <SelectField
      name={name}
      label={label}
      defaultValue={value}
      choices={calendars.map((calendar) => ({ value: calendar.calendarId, label: calendar.name }))}
    />
  );
}

function fits({ isDefault, match, position }: Policy): string {
  if (isDefault) return "Judges every ticket that no other policy fits.";
  const parts = [
    ...match.tiers.map((tier) => supportTierLabels[tier]),
    ...match.categories.map((category) => ticketCategoryLabels[category]),
    ...match.companies,
  ];
  return `Order ${position}: ${parts.length > 0 ? parts.join(", ") : "every ticket"}`;
}
