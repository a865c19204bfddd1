import type { VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { type ComponentProps, cloneElement, isValidElement } from "react";
import { buttonVariants } from "./button-variants";
import { cn } from "./cn";

const buttonSlot = { "data-slot": "button" };

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & { asChild?: boolean; loading?: boolean };

/**
 * `loading` shows progress and switches the button off; a form's button is `SubmitButton`. With `asChild` the one element inside, a
 * link, takes the looks instead.
 */
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
  if (asChild && isValidElement<{ className?: string }>(children)) {
    return cloneElement(children, { ...buttonSlot, ...props, className: cn(classes, children.props.className) });
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
