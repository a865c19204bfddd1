import { CheckboxField, SelectField } from "@/components/form/choice-field";
import { TextField } from "@/components/form/text-field";
import { Classification, classificationLabels, PolicyType, policyTypeLabels } from "@/lib/policies/schema";
import type { policySettings } from "@/lib/policies/settings/policy-settings";

type Settings = Awaited<ReturnType<typeof policySettings>>;

export function SettingsFields({ settings }: { settings: Settings }) {
  return (
    <>
      <SelectField
        name="ownerId"
        label="Owner"
        help="Is reminded 60, 30 and 7 days before the review."
        defaultValue={settings.ownerId}
        choices={settings.owners.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        name="type"
        label="Type"
        defaultValue={settings.type}
        choices={PolicyType.options.map((value) => ({ value, label: policyTypeLabels[value] }))}
      />
      <SelectField
        name="classification"
        label="Classification"
        defaultValue={settings.classification}
        choices={Classification.options.map((value) => ({ value, label: classificationLabels[value] }))}
      />
      <CheckboxField name="mandatory" label="Mandatory" optional defaultChecked={settings.mandatory} />
      <CheckboxField
        name="acknowledgementRequired"
        label="People acknowledge it"
        help="Without it nobody is asked any longer; what was given stays."
        optional
        defaultChecked={settings.acknowledgementRequired}
      />
      <TextField
        name="reaffirmAfterDays"
        label="Asked again after days"
        help="From each person’s last acknowledgement. Empty: never."
        type="number"
        min={30}
        max={1825}
        optional
        defaultValue={settings.reaffirmAfterDays === null ? undefined : String(settings.reaffirmAfterDays)}
      />
      <TextField
        name="reviewDate"
        label="Review by"
        type="date"
        optional
        defaultValue={settings.reviewDate ?? undefined}
      />
      <TextField
        name="approvalsRequired"
        label="People who approve a version"
        help={
          settings.waiting === null
            ? "None of them wrote or edited it. Any of them can send it back."
            : `Version ${settings.waiting} waits: this is changed before a version is handed in.`
        }
        type="number"
        min={1}
        max={5}
        readOnly={settings.waiting !== null}
        defaultValue={String(settings.approvalsRequired)}
      />
      <TextField
        name="tags"
        label="Tags"
        help="Between commas; the library’s search finds them."
        optional
        defaultValue={settings.tags.join(", ")}
      />
    </>
  );
}
