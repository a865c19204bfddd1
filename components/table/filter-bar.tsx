import { Search } from "lucide-react";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { FilterChips } from "./filter-chips";
import type { ListParams } from "./list-url";

export type Filter = {
  name: string;
  label: string;
  /** What is shown when nothing is chosen, where it is not everything. */
  unset?: string;
  choices: readonly { value: string; label: string }[];
};

/**
 * Search, filters, chips and the count of results, all in the address: a plain GET form and links, so that it works
 * without JavaScript and a list can be sent to a colleague.
 */
export function FilterBar({
  path,
  params,
  search,
  filters = [],
  count,
}: {
  path: string;
  /** The list's search params as parsed: sort is carried along, cursor falls away. */
  params: ListParams;
  /** Name of the search parameter and what it looks through ("reference or subject"). */
  search?: { name: string; placeholder: string };
  filters?: readonly Filter[];
  /** "218 events" */
  count: string;
}) {
  const own = new Set([...filters.map((filter) => filter.name), search?.name ?? "", "cursor"]);
  const carried = Object.entries(params).filter(([name, value]) => !own.has(name) && value);
  const chips = chipsOf(params, search?.name, filters);
  return (
    <div data-slot="filter-bar" data-print="hide" className="grid gap-3">
      <search>
        <form action={path} method="get" className="flex flex-wrap items-center gap-2">
          {carried.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {search ? (
            <span className="relative w-full md:w-72">
              <Search
                aria-hidden="true"
                className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
              />
              <Input
                key={params[search.name] ?? ""}
                type="search"
                name={search.name}
                defaultValue={params[search.name]}
                aria-label={`Search ${search.placeholder}`}
                placeholder={`Search ${search.placeholder}`}
                className="pl-9"
              />
            </span>
          ) : null}
          {filters.map((filter) => (
            <Select
              key={`${filter.name}-${params[filter.name] ?? ""}`}
              name={filter.name}
              defaultValue={params[filter.name] ?? ""}
              aria-label={filter.label}
              className="w-auto max-w-full"
            >
              <option value="">{filter.unset ?? `${filter.label}: all`}</option>
              {filter.choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </Select>
          ))}
          <Button type="submit" variant="secondary">
            Apply
          </Button>
        </form>
      </search>
      <FilterChips path={path} params={params} chips={chips} count={count} />
    </div>
  );
}

function chipsOf(params: ListParams, search: string | undefined, filters: readonly Filter[]) {
  const found = filters.flatMap(({ name, label, choices }) => {
    const value = params[name];
    if (!value) return [];
    return [{ name, label, value: choices.find((choice) => choice.value === value)?.label ?? value }];
  });
  const term = search ? params[search] : undefined;
  return search && term ? [{ name: search, label: "Search", value: term }, ...found] : found;
}
