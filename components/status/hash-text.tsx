import { CopyButton } from "./copy-button";

/** A hash or key, shortened in the middle, with the whole of it to copy. */
export function HashText({ value, label = "Copy hash" }: { value: string; label?: string }) {
  const short = value.length > 20 ? `${value.slice(0, 10)}…${value.slice(-6)}` : value;
  return (
    <span className="inline-flex items-center gap-1">
      <code className="font-mono text-xs" title={value}>
        {short}
      </code>
      <CopyButton value={value} label={label} />
    </span>
  );
}
