import { Menu, Search } from "lucide-react";
import { type ReactNode, Suspense } from "react";
import { Kbd } from "../ui/kbd";
import { Keyboard } from "./keyboard";
import { MobileNav } from "./mobile-nav";
import { NavIcon } from "./nav-icon";
import type { DrawnGroup, NavGroup, NavItem, Organisation, PaletteEntry, Person } from "./navigation";
import { NavigationProgress } from "./navigation-progress";
import { OrganisationSwitcher, type PlainFormAction } from "./organisation-switcher";
import { PersonMenu } from "./person-menu";
import type { ShortcutHelp } from "./shortcuts-dialog";
import { Sidebar } from "./sidebar";
import { SkipLink } from "./skip-link";
import { ThemeSwitch } from "./theme-switch";

export type AppShellProps = {
  navigation: readonly NavGroup[];
  organisations: readonly Organisation[];
  activeOrganizationId: string;
  switchOrganisation: PlainFormAction;
  person: Person;
  personLinks?: readonly NavItem[];
  signOut: PlainFormAction;
  /** `cookies().get(sidebarCookie)?.value === "1"` */
  sidebarFolded: boolean;
  paletteEntries?: readonly PaletteEntry[];
  shortcutHelp?: readonly ShortcutHelp[];
  /** Told to everybody above every page: a mode that is switched off, a clock that is wrong. */
  banner?: ReactNode;
  children: ReactNode;
};

/** Around every signed-in page: sidebar by role, header, and the page in `<main id="main">`. */
export function AppShell(props: AppShellProps) {
  const places = props.navigation.map(drawn);
  return (
    <>
      <SkipLink />
      <Suspense>
        <NavigationProgress />
      </Suspense>
      <div className="flex min-h-dvh noscript:max-md:flex-col">
        <Sidebar groups={places} initiallyFolded={props.sidebarFolded} />
        <div className="flex min-w-0 flex-1 flex-col">
          <header
            data-print="hide"
            className="sticky top-0 z-40 flex h-14 shrink-0 items-center gap-1 border-b border-border bg-card px-2 md:gap-2 md:px-4"
          >
            <MobileNav groups={places}>
              <Menu aria-hidden="true" />
            </MobileNav>
            <OrganisationSwitcher
              organisations={props.organisations}
              activeId={props.activeOrganizationId}
              action={props.switchOrganisation}
            />
            <div className="ml-auto flex shrink-0 items-center gap-1 md:gap-2">
              <Keyboard groups={places} entries={props.paletteEntries ?? []} help={props.shortcutHelp}>
                <Search aria-hidden="true" />
                <span className="max-md:sr-only">Search or jump to…</span>
                <Kbd className="ml-auto max-md:hidden">⌘K</Kbd>
              </Keyboard>
              <ThemeSwitch />
              <PersonMenu person={props.person} links={props.personLinks} signOut={props.signOut} />
            </div>
          </header>
          {props.banner}
          <main id="main" tabIndex={-1} className="flex-1 px-4 py-6 outline-none md:px-6 md:py-8">
            {props.children}
          </main>
        </div>
      </div>
    </>
  );
}

const drawn = ({ label, items }: NavGroup): DrawnGroup => ({
  label,
  items: items.map((item) => ({ ...item, icon: <NavIcon name={item.icon} className="size-4 shrink-0" /> })),
});
