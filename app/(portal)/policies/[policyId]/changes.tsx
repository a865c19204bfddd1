import { Section } from "@/components/shell/page";
import { TextLink } from "@/components/ui/text-link";
import type { DetailVersion } from "@/lib/policies/queries/policy-detail";
import { DiffView } from "../diff-view";
import { SideBySideView } from "../side-by-side-view";

type Props = { policyId: string; before: DetailVersion; version: DetailVersion; view?: string };

/** What a version changes, side by side or as one text; the address remembers which (P6). */
export function Changes({ policyId, before, version, view }: Props) {
  const unified = view === "one";
  const other = `/policies/${policyId}?version=${version.id}${unified ? "" : "&view=one"}#changes`;
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
        {unified ? (
          <DiffView before={before.text} after={version.text} />
        ) : (
          <SideBySideView
            before={{ label: `Version ${before.number}`, text: before.text }}
            after={{ label: `Version ${version.number}`, text: version.text }}
          />
        )}
      </div>
    </Section>
  );
}
