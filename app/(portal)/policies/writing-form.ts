import type { FormInput } from "@/lib/platform/http/form-input";
import type { AudienceRule } from "@/lib/policies/schema";

/** Names of the boxes: `for:department:Care`, `except:location:Berlin`; `days:…` keeps an audience's own number of days. */
export const boxName = (kind: AudienceRule["kind"], value: string, excluded: boolean) =>
  `${excluded ? "except" : "for"}:${kind}:${value}`;

const box = /^(for|except):(role|department|location|group):(.+)$/s;

/** A form's fields as the command wants them: boxes become an audience, a line of ids a list. */
export function writingOf(form: FormInput): Record<string, unknown> {
  const { requirementIds, tags, ...fields } = form;
  // An edit without the field leaves the mapping as it is.
  const mapped = requirementIds === undefined ? {} : { requirementIds: listOf(requirementIds) };
  return { ...fields, ...mapped, tags: listOf(tags), audience: audienceOf(form) };
}

/** The boxes of `AudienceFields` as rules. */
export function audienceOf(form: FormInput): unknown[] {
  const rules = Object.keys(form).flatMap((name) => {
    const [, what, kind, value] = box.exec(name) ?? [];
    if (!what || (what === "for" && form.audience === "everyone")) return [];
    return [{ kind, value, excluded: what === "except", dueDays: form[`days:${kind}:${value}`] }];
  });
  const everyone = form.audience === "everyone" ? [{ kind: "everyone" }] : [];
  return [...everyone, ...rules];
}

/** A line of values between commas. */
export const listOf = (value: FormInput[string] | undefined) =>
  String(value ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
