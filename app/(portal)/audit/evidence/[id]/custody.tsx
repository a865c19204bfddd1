import { Section } from "@/components/shell/page";
import { HashText } from "@/components/status/hash-text";
import { Timeline } from "@/components/status/timeline";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { TextLink } from "@/components/ui/text-link";
import type { evidenceCustody } from "@/lib/audit/evidence/custody";
import { CustodyAction, custodyActionLabels } from "@/lib/audit/schema";
import { ArchivedNotice } from "../../archived-notice";
import { type Act, custodySentence, custodyTone } from "./custody-sentence";

const filters = [
  {
    name: "act",
    label: "Act",
    choices: CustodyAction.options.map((value) => ({ value, label: custodyActionLabels[value] })),
  },
];

/** Who did what, when, from where, why and to which bytes, read from the trail itself (E4). */
export function Custody({
  id,
  custody,
  params,
  zone,
}: {
  id: string;
  custody: Awaited<ReturnType<typeof evidenceCustody>>;
  params: Record<string, string>;
  zone: string;
}) {
  const path = `/audit/evidence/${id}`;
  const items = custody.acts.map((act) => ({
    id: act.id,
    sentence: (
      <TextLink inline href={`/audit/events/${act.id}`}>
        {custodySentence(act)}
      </TextLink>
    ),
    at: act.recordedAt.toISOString(),
    tone: custodyTone(act),
    detail: <ActDetail act={act} />,
  }));
  return (
    <Section title="Chain of custody">
      <FilterBar path={path} params={params} filters={filters} count={countWords(custody.count, "act")} />
      <Timeline zone={zone} label="Chain of custody" items={items} />
      {custody.archived ? <ArchivedNotice archived={custody.archived} zone={zone} /> : null}
      <Pager
        nextHref={custody.next ? listUrl(path, params, { cursor: custody.next }) : undefined}
        previousHref={params.cursor ? listUrl(path, params, { cursor: undefined }) : undefined}
      />
    </Section>
  );
}

function ActDetail({ act }: { act: Act }) {
  return (
    <>
      {act.reason ? <p className="whitespace-pre-wrap wrap-anywhere text-foreground">{act.reason}</p> : null}
      {act.ip ? <p className="wrap-anywhere">From {act.ip}</p> : null}
      {act.sha256 ? <HashText value={act.sha256} label="SHA-256" /> : null}
    </>
  );
}
