import { cva } from "class-variance-authority";

/** The looks of a button, also for what is a button or a link of its own kind. */
export const buttonVariants = cva(
  [
    "inline-flex shrink-0 items-center base:justify-center base:gap-2 rounded-md border base:font-medium base:whitespace-nowrap transition-colors",
    // A long verb breaks on a phone rather than running off it.
    "max-md:max-w-full max-md:text-center max-md:whitespace-normal",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    "disabled:cursor-not-allowed disabled:border-border disabled:bg-muted disabled:text-muted-foreground",
    "aria-disabled:cursor-not-allowed aria-disabled:border-border aria-disabled:bg-muted aria-disabled:text-muted-foreground",
  ],
  {
    variants: {
      variant: {
        primary: "border-transparent bg-primary text-primary-foreground hover:bg-primary-hover",
        secondary: "base:border-neutral-border base:bg-card base:text-foreground hover:border-input hover:bg-hover",
        ghost: "border-transparent base:text-foreground hover:bg-hover",
        destructive: "border-transparent bg-danger-action text-danger-action-foreground hover:bg-danger-action-hover",
        link: "h-auto min-h-6 border-transparent px-0 text-primary-text underline underline-offset-4 hover:text-foreground",
      },
      size: {
        sm: "base:h-8 base:px-3 text-xs max-md:h-auto max-md:min-h-11 max-md:py-2 max-md:text-sm",
        md: "base:h-9 base:px-4 text-sm max-md:h-auto max-md:min-h-11 max-md:py-2",
        lg: "base:h-11 base:px-6 text-sm max-md:h-auto max-md:min-h-11 max-md:py-2",
        icon: "size-9 max-md:size-11",
        "icon-sm": "size-8 max-md:size-11",
      },
    },
    defaultVariants: { variant: "primary", size: "md" },
  },
);
