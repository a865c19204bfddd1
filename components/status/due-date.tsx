import { Deadline } from "./deadline";

/** A deadline, with a line that says why it is later than one would count. */
export function DueDate({ due, why, zone }: { due: string; why: string | null; zone: string }) {
  return (
    <span className="grid gap-0.5">
      <Deadline due={due} zone={zone} />
      {why ? <span className="max-w-[40ch] text-xs text-muted-foreground">{why}</span> : null}
    </span>
  );
}
