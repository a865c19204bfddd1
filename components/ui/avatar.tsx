import { cn } from "./cn";
import { initials } from "./initials";

const sizes = { sm: "size-6 text-[10px]", md: "size-8 text-xs", lg: "size-10 text-sm" } as const;

/** Initials of a person or an organisation; decoration only, the name always stands beside it or names the control. */
export function Avatar({
  name,
  size = "md",
  square = false,
  className,
}: {
  name: string;
  size?: keyof typeof sizes;
  square?: boolean;
  className?: string;
}) {
  return (
    <span
      data-slot="avatar"
      aria-hidden="true"
      className={cn(
        "inline-flex shrink-0 items-center justify-center bg-primary-surface font-semibold text-primary-text select-none",
        square ? "rounded-md" : "rounded-full",
        sizes[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
