import { type DragEvent, type ReactNode, useState } from "react";
import { cn } from "../ui/cn";

/** A frame around a file field onto which the file may be dropped as well. */
export function DropArea({ onFile, children }: { onFile: (file: File | undefined) => void; children: ReactNode }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFile(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field inside is the first
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        "grid min-w-0 gap-3 rounded-lg border border-dashed base:border-input base:bg-card p-4",
        over && "border-primary bg-primary-surface",
      )}
    >
      {children}
    </div>
  );
}
