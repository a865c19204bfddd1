import { Check, ChevronsUpDown } from "lucide-react";
import { Avatar } from "../ui/avatar";
import { cn } from "../ui/cn";
import { menuItemClasses } from "../ui/menu-item";
import { HeaderMenu } from "./header-menu";
import type { Organisation } from "./navigation";

export type PlainFormAction = (data: FormData) => void | Promise<void>;

/** The organisation all of the page belongs to. With one membership it is only a name; posts `organizationId`. */
export function OrganisationSwitcher({
  organisations,
  activeId,
  action,
}: {
  organisations: readonly Organisation[];
  activeId: string;
  action: PlainFormAction;
}) {
  const active = organisations.find((organisation) => organisation.id === activeId);
  const name = active?.name ?? "No organisation";
  const face = (
    <>
      <Avatar name={name} size="sm" square />
      <span className="truncate font-medium">{name}</span>
    </>
  );
  if (organisations.length < 2) return <div className="flex min-w-0 items-center gap-2 px-2">{face}</div>;
  return (
    <HeaderMenu
      id="organisation-menu"
      label="Switch organisation"
      side="left"
      trigger={
        <>
          <span className="sr-only">Organisation: </span>
          {face}
          <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
        </>
      }
    >
      <p className="px-2 py-1.5 text-xs font-medium text-muted-foreground">Your organisations</p>
      <form action={action}>
        {organisations.map((organisation) => (
          <button
            key={organisation.id}
            type="submit"
            name="organizationId"
            value={organisation.id}
            aria-current={organisation.id === activeId ? "true" : undefined}
            className={cn(menuItemClasses, "hover:bg-hover")}
          >
            <Avatar name={organisation.name} size="sm" square />
            <span className="min-w-0 flex-1 truncate">{organisation.name}</span>
            {organisation.id === activeId ? <Check aria-hidden="true" /> : null}
          </button>
        ))}
      </form>
    </HeaderMenu>
  );
}
