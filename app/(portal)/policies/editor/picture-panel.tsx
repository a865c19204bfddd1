"use client";

import type { Editor } from "@tiptap/core";
import { useId, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Adds a picture: stored by the portal first, then named in the text together with what it shows. */
export function PicturePanel({ editor, policyId, close }: { editor: Editor; policyId: string; close: () => void }) {
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [shows, setShows] = useState("");
  const [state, setState] = useState<{ sending: boolean; why?: string }>({ sending: false });

  async function add() {
    if (!file || shows.trim() === "") return;
    setState({ sending: true });
    try {
      const address = `/api/v1/policies/files?policy_id=${policyId}&name=${encodeURIComponent(file.name)}`;
      const headers = { "content-type": "application/octet-stream" };
      const answer = await fetch(address, { method: "POST", headers, body: file });
      const body = (await answer.json()) as { url?: string; detail?: string };
      if (!answer.ok || !body.url) return setState({ sending: false, why: body.detail ?? "The picture was refused." });
      editor.chain().focus().setImage({ src: body.url, alt: shows.trim() }).run();
      close();
    } catch {
      setState({ sending: false, why: "The connection broke off. Nothing was stored. Try again." });
    }
  }
  return (
    <div className="grid gap-3 border-t border-border p-3">
      {state.why ? (
        <Alert tone="danger" live="assertive">
          {state.why}
        </Alert>
      ) : null}
      <label htmlFor={`${id}-file`} className="grid min-w-0 gap-1">
        <span className="font-medium">Picture (PNG, JPEG, GIF or WebP, at most 5 MiB)</span>
        <input
          id={`${id}-file`}
          type="file"
          accept="image/png,image/jpeg,image/gif,image/webp"
          className="min-w-0 max-md:min-h-11"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      </label>
      <label htmlFor={`${id}-shows`} className="grid min-w-0 gap-1">
        <span className="font-medium">What it shows, for those who do not see it</span>
        <Input id={`${id}-shows`} value={shows} maxLength={300} onChange={(event) => setShows(event.target.value)} />
      </label>
      <div className="flex flex-wrap gap-2">
        <Button
          type="button"
          variant="secondary"
          loading={state.sending}
          disabled={!file || shows.trim() === ""}
          onClick={add}
        >
          Add picture
        </Button>
        <Button type="button" variant="ghost" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  );
}
