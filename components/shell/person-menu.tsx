import { LogOut } from "lucide-react";
import { Avatar } from "../ui/avatar";
import { cn } from "../ui/cn";
import { menuItemClasses } from "../ui/menu-item";
import { HeaderMenu } from "./header-menu";
import { MenuLink } from "./menu-link";
import { NavIcon } from "./nav-icon";
import type { NavItem, Person } from "./navigation";
import type { PlainFormAction } from "./organisation-switcher";
import { SignOutForm } from "./sign-out-form";

/** Who is signed in, in which roles, own pages, and the way out (a form, so that it works without JavaScript). */
export function PersonMenu({
  person,
  links = [],
  signOut,
}: {
  person: Person;
  links?: readonly NavItem[];
  signOut: PlainFormAction;
}) {
  return (
    <HeaderMenu
      id="person-menu"
      label="You"
      side="right"
      className="shrink-0 max-md:w-11 max-md:justify-center"
      trigger={
        <>
          <Avatar name={person.name} />
          <span className="sr-only">You: {person.name}</span>
        </>
      }
    >
      <div className="grid gap-0.5 border-b border-border px-2 pt-1.5 pb-3">
        <p className="truncate font-medium">{person.name}</p>
        <p className="truncate text-muted-foreground">{person.email}</p>
        <p className="text-xs text-muted-foreground">{person.roleLabels.join(" · ")}</p>
      </div>
      <div className="grid pt-1">
        {links.map((link) => (
          <MenuLink key={link.href} href={link.href} className={cn(menuItemClasses, "hover:bg-hover")}>
            <NavIcon name={link.icon} />
            {link.label}
          </MenuLink>
        ))}
        <SignOutForm action={signOut}>
          <button type="submit" className={cn(menuItemClasses, "hover:bg-hover")}>
            <LogOut aria-hidden="true" />
            Sign out
          </button>
        </SignOutForm>
      </div>
    </HeaderMenu>
  );
}
