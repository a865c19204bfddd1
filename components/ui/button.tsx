import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const buttonVariants = cva(
  [
    "inline-flex shrink-0 items-center justify-center gap-2 rounded-md border border-transparent font-medium whitespace-nowrap transition-colors",
    // A long verb breaks on a phone rather than running off it.
    "max-md:max-w-full max-md:text-center max-md:whitespace-normal",
    "[&_svg]:size-4 [&_svg]:shrink-0",
    "disabled:cursor-not-allowed disabled:border-border disabled:bg-muted disabled:text-muted-foreground",
    "aria-disabled:cursor-not-allowed aria-disabled:border-border aria-disabled:bg-muted aria-disabled:text-muted-foreground",
  ],
  {
    variants: {
      variant: {
        primary: "bg-primary text-primary-foreground hover:bg-primary-hover",
        secondary: "border-neutral-border bg-card text-foreground hover:border-input hover:bg-hover",
        ghost: "text-foreground hover:bg-hover",
        destructive: "bg-danger-action text-danger-action-foreground hover:bg-danger-action-hover",
        link: "h-auto px-0 text-primary-text underline underline-offset-4 hover:text-foreground",
      },
      size: {
        sm: "h-8 px-3 text-xs max-md:h-auto max-md:min-h-11 max-md:py-2 max-md:text-sm",
        md: "h-9 px-4 text-sm max-md:h-auto max-md:min-h-11 max-md:py-2",
        lg: "h-11 px-6 text-sm max-md:h-auto max-md:min-h-11 max-md:py-2",
        icon: "size-9 max-md:size-11",
        "icon-sm": "size-8 max-md:size-11",
      },
    },
    compoundVariants: [{ variant: "link", class: "h-auto min-h-6 px-0" }],
    defaultVariants: { variant: "primary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & { asChild?: boolean; loading?: boolean };

/** `loading` shows progress and switches the button off; a form's button is `SubmitButton`. */
export function Button({
  className,
  variant,
  size,
  asChild,
  loading = false,
  disabled,
  type = "button",
  children,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root data-slot="button" className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      data-slot="button"
      type={type}
      className={classes}
      disabled={disabled || loading}
      aria-busy={loading || undefined}
      {...props}
    >
      {loading ? <LoaderCircle aria-hidden="true" className="animate-spin" /> : null}
      {children}
    </button>
  );
}
