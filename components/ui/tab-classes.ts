/** The look of a tab, be it a button or a link; apart from the client components, so that the server can read it. */
export const tabClasses = [
  "-mb-px inline-flex h-9 shrink-0 items-center gap-2 whitespace-nowrap rounded-t-md border-b-2 border-transparent px-3 font-medium text-muted-foreground transition-colors max-md:h-11",
  "hover:text-foreground focus-visible:outline-offset-[-2px]",
  "data-[state=active]:border-primary data-[state=active]:text-foreground aria-[current]:border-primary aria-[current]:text-foreground",
].join(" ");
