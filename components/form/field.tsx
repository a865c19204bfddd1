import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { Label } from "../ui/label";

/** What every field is given besides what its control takes. */
export type FieldProps = { name: string; label: string; help?: ReactNode; optional?: boolean };

export type ControlWiring = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

/** Label above, help below it, control, error under it with icon and words; `children` gets the ids to wire. */
export function Field({
  id,
  label,
  help,
  errors,
  optional = false,
  className,
  children,
}: {
  id: string;
  label: ReactNode;
  help?: ReactNode;
  errors: readonly string[];
  optional?: boolean;
  className?: string;
  children: (wiring: ControlWiring) => ReactNode;
}) {
  return (
    <div data-slot="field" className={cn("grid base:min-w-0 content-start gap-1.5", className)}>
      <Label htmlFor={id}>
        {label}
        {optional ? <span className="font-normal text-muted-foreground"> (optional)</span> : null}
      </Label>
      {children(wiring(id, help, errors))}
      {help ? <FieldHelp id={id}>{help}</FieldHelp> : null}
      <FieldError id={id} errors={errors} />
    </div>
  );
}

export function wiring(id: string, help: ReactNode, errors: readonly string[]): ControlWiring {
  const described = [errors.length > 0 ? `${id}-error` : "", help ? `${id}-help` : ""].filter(Boolean).join(" ");
  return { id, "aria-describedby": described || undefined, "aria-invalid": errors.length > 0 || undefined };
}

export function FieldHelp({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={`${id}-help`} className="text-muted-foreground">
      {children}
    </p>
  );
}

export function FieldError({ id, errors }: { id: string; errors: readonly string[] }) {
  if (errors.length === 0) return null;
  return (
    <div id={`${id}-error`} className="grid gap-1 font-medium text-danger-text">
      {errors.map((error) => (
        <p key={error} className="flex items-start gap-1.5">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>
            <span className="sr-only">Error: </span>
            {error}
          </span>
        </p>
      ))}
    </div>
  );
}
