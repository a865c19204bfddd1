import { formatDay } from "@/components/status/calendar";
import { destructionKindLabels, retentionClassLabels } from "@/lib/audit/keys/schema";
import type { RetentionClass } from "@/lib/audit/schema";

/** "Nov 2026" of `2026-11`. */
export function monthWords(month: string): string {
  return formatDay(`${month}-01`, "UTC").slice("1 ".length);
}

/** "1 Dec 2033" of an instant, by the UTC calendar that retention counts in. */
export function dayWords(instant: string): string {
  return formatDay(instant, "UTC");
}

export const keyWords = (count: number) => `${count.toLocaleString("en-GB")} ${count === 1 ? "key" : "keys"}`;

type Titled = { kind: "subject" | "retention"; retentionClass: RetentionClass | null; month: string | null };

/** What a destruction is about; never a name. */
export function destructionTitle({ kind, retentionClass, month }: Titled): string {
  if (kind === "subject" || retentionClass === null || month === null) return destructionKindLabels.subject;
  return `${destructionKindLabels.retention}: ${retentionClassLabels[retentionClass].toLowerCase()}, ${monthWords(month)}`;
}
