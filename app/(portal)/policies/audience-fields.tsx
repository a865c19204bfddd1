import { CheckboxField, RadioField } from "@/components/form/choice-field";
import { role, roleLabel } from "@/lib/platform/auth/roles";
import type { Rule } from "@/lib/policies/audience";
import { AudienceCount } from "./editor/audience-count";
import { boxName } from "./writing-form";

type Choices = {
  departments: readonly string[];
  locations: readonly string[];
  groups: readonly { id: string; name: string }[];
};
type Box = { kind: "role" | "department" | "location" | "group"; value: string; label: string };

/** Whom a version is for (P11): everyone, or the boxes ticked; with exceptions. */
export function AudienceFields({
  choices,
  rules = [],
  people,
}: {
  choices: Choices;
  rules?: readonly Rule[];
  people?: number;
}) {
  const places: Box[] = [
    ...choices.departments.map((value): Box => ({ kind: "department", value, label: value })),
    ...choices.locations.map((value): Box => ({ kind: "location", value, label: value })),
    ...choices.groups.map(({ id, name }): Box => ({ kind: "group", value: id, label: `Group ${name}` })),
  ];
  const duties: Box[] = role.options
    .filter((value) => value !== "customer" && value !== "auditor")
    .map((value) => ({ kind: "role", value, label: roleLabel[value] }));
  const everyone = rules.length === 0 || rules.some(({ kind }) => kind === "everyone");
  return (
    <fieldset className="grid gap-5 rounded-lg border border-border p-4">
      <legend className="px-1 text-section">Who it is for</legend>
      <RadioField
        name="audience"
        label="Audience"
        defaultValue={everyone ? "everyone" : "some"}
        choices={[
          { value: "everyone", label: "Everyone who works here" },
          {
            value: "some",
            label: "Only these",
            description: "What is ticked below; it adds up.",
          },
        ]}
      />
      <Boxes
        legend="Departments, locations, groups and roles"
        boxes={[...places, ...duties]}
        rules={rules}
        excluded={false}
      />
      <Boxes legend="Except" boxes={places} rules={rules} excluded />
      <AudienceCount people={people} />
      {rules.map(({ kind, value, dueDays }) =>
        dueDays == null || value == null ? null : (
          <input key={`${kind}:${value}`} type="hidden" name={`days:${kind}:${value}`} value={dueDays} />
        ),
      )}
    </fieldset>
  );
}

function Boxes({
  legend,
  boxes,
  rules,
  excluded,
}: {
  legend: string;
  boxes: readonly Box[];
  rules: readonly Rule[];
  excluded: boolean;
}) {
  const ticked = ({ kind, value }: Box) =>
    rules.some((rule) => rule.kind === kind && rule.value === value && rule.excluded === excluded);
  return (
    <details open={boxes.some(ticked)}>
      <summary className="min-h-6 font-medium underline underline-offset-2 max-md:min-h-11">{legend}</summary>
      <div className="mt-3 grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {boxes.map((box) => (
          <CheckboxField
            key={boxName(box.kind, box.value, excluded)}
            name={boxName(box.kind, box.value, excluded)}
            label={box.label}
            optional
            defaultChecked={ticked(box)}
          />
        ))}
      </div>
    </details>
  );
}
