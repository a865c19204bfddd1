import { HashText } from "../status/hash-text";
import { Alert } from "../ui/alert";
import { Progress } from "../ui/progress";
import { fileSize } from "./file-size";
import type { UploadProgress } from "./file-upload";

/** How far the file is, in words and as a bar; said aloud when it ends. */
export function UploadState({ state }: { state: UploadProgress }) {
  const share = state.kind === "sending" && state.total > 0 ? Math.floor((state.sent / state.total) * 100) : 0;
  return (
    <div aria-live="polite" className="grid gap-2">
      {state.kind === "sending" ? (
        <Progress
          value={share}
          max={100}
          label={share === 100 ? `${state.name} is being hashed and stored` : `Sending ${state.name}`}
          note={`${fileSize(state.sent)} of ${fileSize(state.total)}`}
        />
      ) : null}
      {state.kind === "cancelled" ? <Alert tone="neutral">Cancelled. Nothing was stored.</Alert> : null}
      {state.kind === "failed" ? <Alert tone="danger">{state.why}</Alert> : null}
      {state.kind === "stored" ? (
        <p className="text-muted-foreground wrap-anywhere">
          {state.file.file_name} is stored, {fileSize(state.file.size)}.{" "}
          <HashText value={state.file.sha256} label="SHA-256" />
        </p>
      ) : null}
    </div>
  );
}
