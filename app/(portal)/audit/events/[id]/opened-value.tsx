import { Lock } from "lucide-react";
import { isClosed, type Opened } from "@/lib/audit/explorer/reveal-leaf";

const why = {
  destroyed: "Erased: the key of this field was destroyed",
  unreadable: "This field cannot be read with the keys of this portal",
} as const;

/** A value of a leaf as it was recorded; what is closed says why. */
export function OpenedValue({ value }: { value: Opened | undefined }) {
  if (value === undefined || value === null || value === "") return <span className="text-muted-foreground">–</span>;
  if (isClosed(value)) {
    return (
      <span className="inline-flex items-center gap-1 text-muted-foreground">
        <Lock aria-hidden="true" className="size-3.5 shrink-0" />
        {why[value.closed]}
      </span>
    );
  }
  if (typeof value === "string") return <span className="whitespace-pre-wrap wrap-anywhere">{value}</span>;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return <span className="tabular-nums">{value}</span>;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="text-muted-foreground">none</span>;
    return (
      <ul className="grid gap-1">
        {value.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a recorded list never changes
          <li key={at}>
            <OpenedValue value={item} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <dl className="grid gap-1">
      {Object.entries(value).map(([name, item]) => (
        <div key={name} className="flex flex-wrap gap-x-2">
          <dt className="text-muted-foreground">{fieldWords(name)}</dt>
          <dd className="min-w-0 wrap-anywhere">
            <OpenedValue value={item} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** `retainUntil` → "retain until". */
export function fieldWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll("_", " ");
}
