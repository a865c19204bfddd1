import { Search } from "lucide-react";
import { FilterChips } from "@/components/table/filter-chips";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import { chipsOf, type FilterField, firstFilters, moreFilters } from "./filters";

const path = "/audit";

/** Every filter of the trail in one GET form; what is set stands as a chip and in the address. */
export function ExplorerFilters({ params, count }: { params: Record<string, string>; count: string }) {
  const chips = chipsOf(params);
  const more = moreFilters.some((field) => params[field.name] !== undefined);
  return (
    <div className="grid gap-3" data-print="hide">
      <search>
        <form action={path} method="get" className="grid gap-3" key={JSON.stringify(params)}>
          <div className="flex flex-wrap items-center gap-2">
            <span className="relative w-full md:w-72">
              <Search
                aria-hidden="true"
                className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted-foreground"
              />
              <Input
                type="search"
                name="q"
                defaultValue={params.q}
                maxLength={200}
                aria-label="Search what was touched, who did it, or the action"
                placeholder="Search resource, person, action"
                className="pl-9"
              />
            </span>
            {firstFilters.map((field) => (
              <Control key={field.name} field={field} value={params[field.name]} className="w-auto max-w-full" />
            ))}
            <Button type="submit" variant="secondary">
              Apply
            </Button>
          </div>
          <details open={more} className="rounded-lg border border-border bg-card px-4 py-2">
            <summary className="flex min-h-6 cursor-pointer items-center font-medium max-md:min-h-11">
              More filters
            </summary>
            <div className="grid gap-4 py-3 sm:grid-cols-2 lg:grid-cols-5">
              {moreFilters.map((field) => (
                <div key={field.name} className="grid gap-1.5">
                  <Label htmlFor={`filter-${field.name}`}>{field.label}</Label>
                  <Control field={field} value={params[field.name]} id={`filter-${field.name}`} />
                </div>
              ))}
            </div>
          </details>
        </form>
      </search>
      <FilterChips path={path} params={params} chips={chips} count={count} />
    </div>
  );
}

function Control(props: { field: FilterField; value?: string; id?: string; className?: string }) {
  const { field, value, id, className } = props;
  if (field.choices === undefined) {
    return (
      <Input
        id={id}
        name={field.name}
        type={field.type}
        defaultValue={value}
        placeholder={field.placeholder}
        maxLength={160}
      />
    );
  }
  return (
    <Select
      id={id}
      name={field.name}
      defaultValue={value ?? ""}
      aria-label={id ? undefined : field.label}
      className={className}
    >
      <option value="">{id ? "All" : `${field.label}: all`}</option>
      {field.choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </Select>
  );
}
