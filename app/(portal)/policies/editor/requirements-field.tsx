"use client";

import { Plus, X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { FieldError } from "@/components/form/field";
import { useField } from "@/components/form/form-context";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Framework, frameworkLabels, type Requirement } from "@/lib/platform/frameworks";
import { headingsOf } from "@/lib/policies/reading/heading-id";
import { formatMapping, type Mapping, parseMapping } from "@/lib/policies/writing/mapping-line";

const most = 12;
const listOf = (line: string) => [...new Set(line.split(",").map((entry) => entry.trim()))].filter(Boolean);

/**
 * Which requirements a policy answers (P8): a line of ids without JavaScript, with it a search through the six frameworks, and
 * for each requirement the section that answers it where wanted.
 */
export function RequirementsField({ defaultValue }: { defaultValue: string }) {
  const field = useField("requirementIds");
  const given = field.value(defaultValue) ?? "";
  const [entries, setEntries] = useState(() => listOf(given).map(parseMapping));
  const [catalogue, setCatalogue] = useState<readonly Requirement[] | null>(null);
  const [framework, setFramework] = useState<Framework>("iso27001");
  const [words, setWords] = useState("");
  const [headings, setHeadings] = useState<{ id: string; text: string }[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const line = entries.map(formatMapping).join(", ");

  useEffect(() => {
    void import("@/lib/platform/frameworks").then(({ requirements }) => setCatalogue(requirements));
    const form = input.current?.form;
    const read = () => setHeadings(headingsOf(String(new FormData(form ?? undefined).get("text") ?? "")));
    read();
    // Only the text: drawn anew while a key is on its way to the search field, that field would lose it.
    const changed = (event: Event) => {
      if ((event.target as HTMLTextAreaElement | null)?.name === "text") read();
    };
    form?.addEventListener("input", changed);
    return () => form?.removeEventListener("input", changed);
  }, []);
  const shown = useRef(line);
  useEffect(() => {
    if (shown.current === line) return;
    shown.current = line;
    input.current?.dispatchEvent(new Event("input", { bubbles: true }));
  }, [line]);

  if (!catalogue) {
    return (
      <div className="grid gap-1.5">
        <label htmlFor={field.id} className="font-medium">
          Requirements <span className="font-normal text-muted-foreground">(optional)</span>
        </label>
        <Input ref={input} id={field.id} name="requirementIds" defaultValue={given} />
        <p className="text-muted-foreground">
          Ids of framework requirements this policy answers, separated by commas, such as A.5.1, CC6.1, Art.32.
        </p>
        <FieldError id={field.id} errors={field.errors} />
      </div>
    );
  }
  const byKey = new Map(catalogue.map((each) => [each.key, each]));
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = catalogue.filter(
    (each) =>
      each.framework === framework &&
      each.assessable &&
      !entries.some((entry) => entry.requirementId === each.key) &&
      wanted.every((word) => `${each.id} ${each.title}`.toLowerCase().includes(word)),
  );
  const change = (index: number, section: string | null) =>
    setEntries(entries.map((entry, at) => (at === index ? { ...entry, section } : entry)));
  return (
    <fieldset className="grid min-w-0 gap-4 rounded-lg border border-border p-4">
      <legend className="px-1 text-section">Requirements it answers</legend>
      <input ref={input} type="hidden" name="requirementIds" value={line} readOnly />
      <FieldError id={field.id} errors={field.errors} />
      {entries.length === 0 ? <p className="text-muted-foreground">None yet. Search below and add what fits.</p> : null}
      <ul className="grid gap-2">
        {entries.map((entry, index) => (
          <Entry
            key={formatMapping(entry)}
            entry={entry}
            requirement={byKey.get(entry.requirementId)}
            headings={headings}
            onSection={(section) => change(index, section)}
            onRemove={() => setEntries(entries.filter((_, at) => at !== index))}
          />
        ))}
      </ul>
      <div className="grid gap-3 border-t border-border pt-4 sm:grid-cols-[14rem_minmax(0,1fr)]">
        <label htmlFor={`${id}-framework`} className="grid gap-1">
          <span className="font-medium">Framework</span>
          <Select
            id={`${id}-framework`}
            data-autosave="off"
            value={framework}
            onChange={(event) => setFramework(event.target.value as Framework)}
          >
            {Object.entries(frameworkLabels).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </label>
        <label htmlFor={`${id}-search`} className="grid gap-1">
          <span className="font-medium">Search requirements</span>
          <Input
            id={`${id}-search`}
            type="search"
            data-autosave="off"
            placeholder="id or words, such as access"
            value={words}
            onChange={(event) => setWords(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") event.preventDefault();
            }}
          />
        </label>
      </div>
      <p role="status" className="text-muted-foreground">
        {found.length === 0 ? "Nothing fits." : `${found.length} ${found.length === 1 ? "fits" : "fit"}.`}
        {found.length > most ? ` The first ${most} are shown; add words to narrow them.` : ""}
      </p>
      <ul className="grid gap-1">
        {found.slice(0, most).map((each) => (
          <li key={each.key}>
            <button
              type="button"
              onClick={() => setEntries([...entries, { requirementId: each.key, section: null }])}
              className="flex min-h-8 w-full items-start gap-2 rounded-md px-2 py-1 text-left hover:bg-hover max-md:min-h-11"
            >
              <Plus aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
              <span className="min-w-0 wrap-anywhere">
                <span className="sr-only">Add </span>
                <span className="font-medium">{each.id}</span> {each.title}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Entry({
  entry,
  requirement,
  headings,
  onSection,
  onRemove,
}: {
  entry: Mapping;
  requirement?: Requirement;
  headings: readonly { id: string; text: string }[];
  onSection: (section: string | null) => void;
  onRemove: () => void;
}) {
  const gone = entry.section !== null && !headings.some(({ id }) => id === entry.section);
  return (
    <li className="grid min-w-0 items-center gap-2 rounded-md border border-border bg-card p-2 sm:grid-cols-[minmax(0,1fr)_14rem_auto]">
      <span className="min-w-0 wrap-anywhere">
        <span className="font-medium">{requirement?.id ?? entry.requirementId}</span>{" "}
        {requirement ? `${requirement.title} · ${frameworkLabels[requirement.framework]}` : "is in no framework"}
      </span>
      <Select
        aria-label={`Section that answers ${entry.requirementId}`}
        value={entry.section ?? ""}
        onChange={(event) => onSection(event.target.value === "" ? null : event.target.value)}
      >
        <option value="">The whole text</option>
        {gone ? <option value={entry.section ?? ""}>A section that is gone</option> : null}
        {headings.map(({ id, text }) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </Select>
      <Button type="button" variant="ghost" size="icon" aria-label={`Remove ${entry.requirementId}`} onClick={onRemove}>
        <X aria-hidden="true" />
      </Button>
    </li>
  );
}
