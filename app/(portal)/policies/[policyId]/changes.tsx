import { Section } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import type { DetailVersion } from "@/lib/policies/queries/policy-detail";
import { DiffView } from "../diff-view";
import { SideBySideView } from "../side-by-side-view";
import { commentsUnder, keepingOf, type Reviewing } from "./review-text";

type Props = Reviewing & { before: DetailVersion; view?: string };

/** What a version changes, side by side or as one text; the address remembers which (P6). */
export function Changes({ before, view, ...reviewing }: Props) {
  const { policy, version } = reviewing;
  const unified = view === "one";
  const keeping = keepingOf(reviewing);
  const other = `/policies/${policy.id}?version=${version.id}${unified ? "" : "&view=one"}#changes`;
  return (
    <Section
      title={`Changes from version ${before.number}`}
      action={<TextLink href={other}>{unified ? "Side by side" : "As one text"}</TextLink>}
    >
      <div id="changes" className="grid min-w-0 scroll-mt-20 gap-3">
        {version.changeNote ? <p className="max-w-[70ch] wrap-anywhere">{version.changeNote}</p> : null}
        {version.title === before.title ? null : (
          <p className="wrap-anywhere">
            The title was <del>{before.title}</del>
          </p>
        )}
        <MappingChange before={before.requirementIds} after={version.requirementIds} />
        {unified ? (
          <DiffView {...keeping} before={before.text} after={version.text} />
        ) : (
          <SideBySideView
            {...keeping}
            before={{ label: `Version ${before.number}`, text: before.text }}
            after={{ label: `Version ${version.number}`, text: version.text }}
            under={commentsUnder(reviewing)}
          />
        )}
      </div>
    </Section>
  );
}

/** What the approver would otherwise not see: the text may stay while what it is said to answer changes (P8). */
function MappingChange({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const [added, removed] = [after.filter((id) => !before.includes(id)), before.filter((id) => !after.includes(id))];
  if (added.length === 0 && removed.length === 0) return null;
  return (
    <p className="wrap-anywhere">
      Requirements: {added.length > 0 ? <ins className="no-underline">{added.join(", ")} added</ins> : null}
      {added.length > 0 && removed.length > 0 ? "; " : null}
      {removed.length > 0 ? <del className="no-underline">{removed.join(", ")} no longer</del> : null}
    </p>
  );
}
