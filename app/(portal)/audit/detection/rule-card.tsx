import { ActionForm } from "@/components/form/action-form";
import { CheckboxField, SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { StatusBadge } from "@/components/status/status-badge";
import { Fold } from "@/components/support/fold";
import { TextLink } from "@/components/ui/text-link";
import { AlertLevel, alertLevelLabels } from "@/lib/audit/alerts/schema";
import type { readDetectionRules } from "@/lib/audit/detection/queries";
import { type DetectionSettings, detectionLabels, settingsOf } from "@/lib/audit/detection/schema";
import { changeRuleAction, tryRuleAction } from "./actions";

type Row = Awaited<ReturnType<typeof readDetectionRules>>[number];
const levels = AlertLevel.options.map((value) => ({ value, label: alertLevelLabels[value] }));
const labels = {
  threshold: "How many",
  minutes: "Within minutes",
  opens: "Work begins",
  closes: "Work ends",
} as const;

/** One rule: what it looks for, what it raised, its thresholds, and a trial on what has happened. */
export function RuleCard({ row, organizationId, manage }: { row: Row; organizationId: string; manage: boolean }) {
  const { rule, settings, raised } = row;
  const { name, sentence } = detectionLabels[rule];
  return (
    <section className="grid gap-4 rounded-lg border border-border bg-card p-4" aria-labelledby={`rule-${rule}`}>
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <h2 id={`rule-${rule}`} className="text-section">
            {name}
          </h2>
          <StatusBadge tone={settings.enabled ? "success" : "neutral"} label={settings.enabled ? "On" : "Off"} />
        </div>
        <p className="text-muted-foreground">{sentence}</p>
        <p>
          {raised === 0 ? (
            "Raised nothing so far."
          ) : (
            <TextLink
              href={`/audit/alerts?rule=${rule}`}
            >{`Raised ${raised} ${raised === 1 ? "alert" : "alerts"}`}</TextLink>
          )}
        </p>
      </div>
      <p>{wordsOf(rule, settings)}</p>
      {manage ? (
        <div className="grid gap-3">
          <Fold title="Change the rule">
            <ActionForm
              action={changeRuleAction}
              organizationId={organizationId}
              hidden={{ rule }}
              submitLabel="Save the rule"
              pendingLabel="Saving…"
              className="pt-3"
            >
              <CheckboxField name="enabled" label="On" optional defaultChecked={settings.enabled} />
              <CheckboxField
                name="violation"
                label="Also open a violation"
                help="About the person it was found about, if there is one."
                optional
                defaultChecked={settings.violation}
              />
              <div className="grid gap-4 sm:grid-cols-3">
                <SelectField name="level" label="Level of its alerts" choices={levels} defaultValue={settings.level} />
                <Thresholds rule={rule} settings={settings} />
              </div>
            </ActionForm>
          </Fold>
          <Fold title="Try it on the last 30 days">
            <ActionForm
              action={tryRuleAction}
              organizationId={organizationId}
              hidden={{ rule }}
              submitLabel="Try the rule"
              quiet
              pendingLabel="Trying…"
              className="pt-3"
            >
              <div className="grid gap-4 sm:grid-cols-3">
                <Thresholds rule={rule} settings={settings} />
              </div>
            </ActionForm>
          </Fold>
        </div>
      ) : null}
    </section>
  );
}

function Thresholds({ rule, settings }: { rule: Row["rule"]; settings: DetectionSettings }) {
  return settingsOf[rule].map((name) => (
    <TextField
      key={name}
      name={name}
      label={labels[name]}
      type={name === "opens" || name === "closes" ? "time" : "number"}
      min={name === "threshold" || name === "minutes" ? 1 : undefined}
      defaultValue={String(settings[name])}
    />
  ));
}

const wordsOf = (rule: Row["rule"], settings: DetectionSettings) =>
  [
    `Level: ${alertLevelLabels[settings.level]}`,
    ...(settings.violation ? ["Also opens a violation"] : []),
    ...settingsOf[rule].map((name) => `${labels[name]}: ${settings[name]}`),
  ].join(" · ");
