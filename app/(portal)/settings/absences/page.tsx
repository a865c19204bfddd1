import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState, NoResultsState } from "@/components/shell/states";
import { FilterBar } from "@/components/table/filter-bar";
import { countWords, listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { requireSession } from "@/lib/platform/auth/actor";
import { absencePeople, listAbsences } from "@/lib/platform/people/absences/queries";
import { AbsenceForm } from "./absence-form";
import { AbsenceTable } from "./absence-table";

export const metadata: Metadata = { title: "Absences" };

const path = "/settings/absences";
const shown = [{ value: "all", label: "Also over and withdrawn" }];

export default async function AbsencesPage({ searchParams }: { searchParams: Search }) {
  const { actor } = await requireSession();
  const { whose: _, ...params } = await readParams(listAbsences, searchParams);
  const own = await pageResult(() => listAbsences(actor, { whose: "own", show: "all" }));
  const others = await pageResult(() => listAbsences(actor, { ...params, whose: "others" }));
  const people = own.records ? await pageResult(() => absencePeople(actor, {})) : [];
  const seesOthers = own.records || others.count > 0 || others.everybody;
  const filtered = Boolean(params.q || params.show);
  return (
    <Page>
      <PageHead
        title="Absences"
        lead="While somebody is away, what is due for them does not run, and nobody reminds them."
      />
      <Section title="Yours">
        <AbsenceTable
          caption="Your absences"
          rows={own.absences}
          organizationId={actor.organizationId}
          empty={
            <EmptyState title="No absences recorded">
              Your manager records them, since they move your due dates. Ask when one is missing.
            </EmptyState>
          }
        />
      </Section>
      {seesOthers ? (
        <Section title={others.everybody ? "Everybody else’s" : "Your team’s"}>
          <div className="grid gap-4">
            <FilterBar
              path={path}
              params={params}
              search={{ name: "q", placeholder: "name" }}
              filters={[{ name: "show", label: "Show", unset: "Now and to come", choices: shown }]}
              count={countWords(others.count, "absence")}
            />
            <AbsenceTable
              caption="Absences of others"
              named
              rows={others.absences}
              organizationId={actor.organizationId}
              empty={
                filtered ? (
                  <NoResultsState title="Nothing fits">Clear the search or the filter to see more.</NoResultsState>
                ) : (
                  <EmptyState title="Nobody is away">Absences now and to come stand here.</EmptyState>
                )
              }
            />
            <Pager
              nextHref={others.next ? listUrl(path, params, { cursor: others.next }) : undefined}
              previousHref={params.cursor ? listUrl(path, params, { cursor: undefined }) : undefined}
            />
          </div>
        </Section>
      ) : null}
      {people.length > 0 ? (
        <Section title="Record an absence">
          <AbsenceForm organizationId={actor.organizationId} people={people} />
        </Section>
      ) : null}
    </Page>
  );
}
