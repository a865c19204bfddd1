import { RadioField, SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Classification, classificationLabels, PolicyType, policyTypeLabels } from "@/lib/policies/schema";
import type { Starter } from "@/lib/policies/starters/starter";
import { RequirementsField } from "./editor/requirements-field";
import { PolicyTextField } from "./editor/text-field";

type Version = { title: string; description: string; text: string; dueDays?: number; effectiveFrom?: string | null };

export function VersionFields({ version, policyId }: { version?: Version; policyId?: string }) {
  return (
    <>
      <TextField name="title" label="Title" defaultValue={version?.title} maxLength={200} />
      <TextareaField
        name="description"
        label="In short"
        help="One or two sentences, shown above the text."
        rows={2}
        optional
        defaultValue={version?.description}
      />
      <PolicyTextField defaultValue={version?.text} policyId={policyId} />
      <TextField
        name="dueDays"
        label="Days to acknowledge"
        type="number"
        min={0}
        max={365}
        defaultValue={String(version?.dueDays ?? 14)}
      />
      <TextField
        name="effectiveFrom"
        label="Effective from"
        type="date"
        help="Empty: from the day it is published."
        optional
        defaultValue={version?.effectiveFrom ?? undefined}
      />
    </>
  );
}

export function ChangeFields({ version }: { version: { changeNote: string; material: boolean } }) {
  return (
    <>
      <TextareaField
        name="changeNote"
        label="What changed"
        help="Readers see it above the differences. Needed before handing in."
        rows={3}
        optional
        defaultValue={version.changeNote}
      />
      <RadioField
        name="material"
        label="Kind of change"
        defaultValue={String(version.material)}
        choices={[
          { value: "true", label: "Material", description: "Rules change: everybody is asked to acknowledge again." },
          {
            value: "false",
            label: "Editorial",
            description: "Only words change: acknowledgements and open dates carry over.",
          },
        ]}
      />
    </>
  );
}

export function PolicyFields({ starter }: { starter?: Starter }) {
  return (
    <>
      <SelectField
        name="type"
        label="Type"
        placeholder="Choose a type"
        defaultValue={starter?.type}
        choices={PolicyType.options.map((value) => ({ value, label: policyTypeLabels[value] }))}
      />
      <SelectField
        name="classification"
        label="Classification"
        defaultValue="internal"
        choices={Classification.options.map((value) => ({ value, label: classificationLabels[value] }))}
      />
      <TextField
        name="reviewDate"
        label="Review by"
        type="date"
        help="When this policy is to be looked at again."
        optional
      />
      <RequirementsField defaultValue={starter?.requirementIds.join(", ") ?? ""} />
    </>
  );
}
