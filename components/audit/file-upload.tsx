"use client";

import { FileCheck, Upload } from "lucide-react";
import { type ChangeEvent, useEffect, useId, useRef, useState } from "react";
import { DropArea } from "../form/drop-area";
import { useField } from "../form/form-context";
import { Button } from "../ui/button";
import { fileSize } from "./file-size";
import { type Stored, sendFile } from "./send-file";
import { UploadState } from "./upload-state";

export type UploadProgress =
  | { kind: "empty" }
  | { kind: "sending"; name: string; sent: number; total: number }
  | { kind: "stored"; file: Stored }
  | { kind: "cancelled"; file: File }
  | { kind: "failed"; why: string; file: File | null };

/**
 * Takes one file by choosing or dropping and streams it to the portal with progress; it can be cancelled and sent again. Posts the id of
 * what was stored as `objectId`. The hash shown is the one the portal computed from the bytes that arrived.
 */
export function FileUpload({
  url,
  label,
  help,
  largest,
}: {
  url: string;
  label: string;
  help: string;
  largest: number;
}) {
  const [state, setState] = useState<UploadProgress>({ kind: "empty" });
  const cancel = useRef<() => void>(undefined);
  const id = useId();
  const errors = useField("objectId").errors;
  useEffect(() => () => cancel.current?.(), []);

  function send(file: File | null | undefined) {
    if (!file) return;
    cancel.current?.();
    if (file.size > largest) {
      const why = `This file has ${fileSize(file.size)}; at most ${fileSize(largest)} are taken. Nothing was sent.`;
      setState({ kind: "failed", why, file: null });
      return;
    }
    setState({ kind: "sending", name: file.name, sent: 0, total: file.size });
    cancel.current = sendFile(url, file, {
      progress: (sent, total) => setState({ kind: "sending", name: file.name, sent, total }),
      end: (outcome) => {
        cancel.current = undefined;
        setState(outcome.kind === "stored" ? outcome : { ...outcome, file });
      },
    });
  }

  return (
    <div className="grid min-w-0 gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <DropArea onFile={send}>
        <div className="flex flex-wrap items-center gap-3">
          {state.kind === "stored" ? (
            <FileCheck aria-hidden="true" className="size-5 text-success-text" />
          ) : (
            <Upload aria-hidden="true" className="size-5 text-muted-foreground" />
          )}
          <input
            id={id}
            type="file"
            className="min-w-0 flex-1 max-md:min-h-11"
            aria-describedby={`${id}-help`}
            aria-invalid={errors.length > 0 ? true : undefined}
            onChange={(event: ChangeEvent<HTMLInputElement>) => send(event.target.files?.[0])}
          />
        </div>
        <UploadState state={state} />
        {state.kind === "sending" ? (
          <Button variant="secondary" className="justify-self-start" onClick={() => cancel.current?.()}>
            Cancel sending
          </Button>
        ) : null}
        {(state.kind === "failed" || state.kind === "cancelled") && state.file ? (
          <Button variant="secondary" className="justify-self-start" onClick={() => send(state.file)}>
            Send it again
          </Button>
        ) : null}
        {state.kind === "stored" ? <input type="hidden" name="objectId" value={state.file.object_id} /> : null}
      </DropArea>
      <p id={`${id}-help`} className="text-muted-foreground">
        {help}
      </p>
      {errors.length > 0 ? (
        <p className="font-medium text-danger-text">Choose a file and wait until it is stored.</p>
      ) : null}
    </div>
  );
}
