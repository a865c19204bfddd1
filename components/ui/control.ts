/** What every text-like control shares: 36 px high (44 on phones), 6 px radius, a border of at least 3:1. */
export const controlClasses = [
  "w-full min-w-0 rounded-md border border-input bg-card text-sm text-foreground transition-colors",
  "max-md:text-base",
  "hover:border-muted-foreground",
  "disabled:cursor-not-allowed disabled:border-border disabled:bg-muted disabled:text-muted-foreground",
  "[&[readonly]]:bg-muted",
  "aria-invalid:border-danger aria-invalid:outline-danger",
].join(" ");
