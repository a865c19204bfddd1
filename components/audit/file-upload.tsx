"use client";

import { FileCheck, Upload } from "lucide-react";
import { type ChangeEvent, type DragEvent, useId, useRef, useState } from "react";
import { useField } from "../form/form-context";
import { HashText } from "../status/hash-text";
import { Alert } from "../ui/alert";
import { cn } from "../ui/cn";
import { Progress } from "../ui/progress";
import { fileSize } from "./file-size";

type Stored = { object_id: string; sha256: string; size: number; file_name: string; media_type: string };
type State =
  | { kind: "empty" }
  | { kind: "sending"; name: string; share: number }
  | { kind: "stored"; file: Stored }
  | { kind: "failed"; why: string };

/**
 * Takes one file by choosing or dropping and streams it to the portal with progress; posts the id of what was stored as
 * `objectId`. The hash shown is the one the portal computed from the bytes that arrived.
 */
export function FileUpload({ url, label, help }: { url: string; label: string; help: string }) {
  const [state, setState] = useState<State>({ kind: "empty" });
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const errors = useField("objectId").errors;

  function send(file: File | undefined) {
    if (!file) return;
    const request = new XMLHttpRequest();
    request.open("POST", `${url}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (event) =>
      setState({ kind: "sending", name: file.name, share: event.total ? event.loaded / event.total : 0 });
    request.onload = () => {
      if (request.status === 201) setState({ kind: "stored", file: request.response as Stored });
      else
        setState({
          kind: "failed",
          why: (request.response as { detail?: string } | null)?.detail ?? "The portal refused the file.",
        });
    };
    request.onerror = () =>
      setState({ kind: "failed", why: "The connection broke off. Nothing was stored. Choose the file again." });
    setState({ kind: "sending", name: file.name, share: 0 });
    request.send(file);
  }
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };

  return (
    <div className="grid min-w-0 gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field inside is the first */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cn(
          "grid min-w-0 gap-3 rounded-lg border border-dashed border-input bg-card p-4",
          over && "border-primary bg-primary-surface",
        )}
      >
        <div className="flex flex-wrap items-center gap-3">
          {state.kind === "stored" ? (
            <FileCheck aria-hidden="true" className="size-5 text-success-text" />
          ) : (
            <Upload aria-hidden="true" className="size-5 text-muted-foreground" />
          )}
          <input
            ref={input}
            id={id}
            type="file"
            className="min-w-0 flex-1 max-md:min-h-11"
            aria-describedby={`${id}-help`}
            aria-invalid={errors.length > 0 ? true : undefined}
            onChange={(event: ChangeEvent<HTMLInputElement>) => send(event.target.files?.[0])}
          />
        </div>
        <div aria-live="polite" className="grid gap-2">
          {state.kind === "sending" ? (
            <Progress
              value={Math.round(state.share * 100)}
              max={100}
              label={`Sending ${state.name}`}
              note={`${Math.round(state.share * 100)} %`}
            />
          ) : null}
          {state.kind === "failed" ? <Alert tone="danger">{state.why}</Alert> : null}
          {state.kind === "stored" ? (
            <p className="text-muted-foreground wrap-anywhere">
              {state.file.file_name} is stored, {fileSize(state.file.size)}.{" "}
              <HashText value={state.file.sha256} label="SHA-256" />
            </p>
          ) : null}
        </div>
        {state.kind === "stored" ? <input type="hidden" name="objectId" value={state.file.object_id} /> : null}
      </div>
      <p id={`${id}-help`} className="text-muted-foreground">
        {help}
      </p>
      {errors.length > 0 ? (
        <p className="font-medium text-danger-text">Choose a file and wait until it is stored.</p>
      ) : null}
    </div>
  );
}
