import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlClasses } from "./control";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      type={type}
      className={cn(
        controlClasses,
        "h-9 px-3 max-md:h-11",
        "file:mr-3 file:h-full file:border-0 file:border-r file:border-border file:bg-transparent file:pr-3 file:font-medium",
        type === "file" && "px-3 leading-8 max-md:leading-10",
        className,
      )}
      {...props}
    />
  );
}
