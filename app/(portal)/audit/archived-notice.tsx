import { ExactTime } from "@/components/status/relative-time";
import { countWords } from "@/components/table/list-url";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";

type Archived = { events: bigint; until: Date; archives: number };

/** Where a look at the trail ends: what lies in bundles was not searched or counted, and is not gone. */
export function ArchivedNotice({
  archived,
  zone,
  what = "searched",
}: {
  archived: Archived;
  zone: string;
  what?: "searched" | "counted";
}) {
  return (
    <Alert
      tone="info"
      title={`${countWords(Number(archived.events), "older event is", "older events are")} archived and not ${what}`}
    >
      They reach up to <ExactTime value={archived.until} zone={zone} /> and lie in{" "}
      <TextLink inline href="/audit/archives">
        {countWords(archived.archives, "bundle")}
      </TextLink>{" "}
      that can be downloaded and checked.
    </Alert>
  );
}
