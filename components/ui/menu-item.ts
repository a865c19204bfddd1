/** Shared by menu and command items: 32 px high, 44 on phones. */
export const menuItemClasses = [
  "relative flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-left text-sm outline-none select-none max-md:min-h-11",
  "data-highlighted:bg-hover focus-visible:bg-hover",
  "data-[disabled='']:cursor-not-allowed data-[disabled='']:text-muted-foreground",
  "[&_svg]:size-4 [&_svg]:shrink-0 base:[&_svg]:text-muted-foreground",
].join(" ");
