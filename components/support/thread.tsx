import { Lock } from "lucide-react";
import { RelativeTime } from "../status/relative-time";
import { cn } from "../ui/cn";
import type { ThreadMessage } from "./types";

/** Customer left, desk right, notes tinted with a lock and the word "internal", history as small lines. */
export function Thread({ messages, zone }: { messages: readonly ThreadMessage[]; zone: string }) {
  return (
    <ol aria-label="Conversation" className="grid min-w-0 gap-4">
      {messages.map((message) =>
        message.kind === "system" ? (
          <li key={message.id} className="text-center text-xs text-muted-foreground wrap-anywhere">
            {message.author} {message.body}
            {message.about ? ` ${message.about}` : ""} · <RelativeTime value={message.createdAt} zone={zone} />
          </li>
        ) : (
          <MessageBubble
            key={message.id}
            author={message.author}
            createdAt={message.createdAt}
            body={message.body}
            zone={zone}
            from={message.kind === "internal" ? "note" : message.side === "customer" ? "them" : "us"}
          />
        ),
      )}
    </ol>
  );
}

const looks = {
  them: "mr-6 border-border bg-card md:mr-12",
  us: "ml-6 border-border bg-primary-surface md:ml-12",
  note: "ml-6 border-warning-border border-dashed bg-warning-surface md:ml-12",
} as const;

export function MessageBubble({
  author,
  createdAt,
  body,
  zone,
  from,
}: {
  author: string;
  createdAt: string;
  body: string;
  zone: string;
  from: keyof typeof looks;
}) {
  return (
    <li data-from={from} className={cn("grid min-w-0 gap-1.5 rounded-lg border px-4 py-3", looks[from])}>
      <p className="flex flex-wrap items-center gap-x-2 text-xs text-muted-foreground">
        <span className="font-medium text-foreground">{author}</span>
        {from === "note" ? (
          <span className="inline-flex items-center gap-1 font-medium text-warning-text">
            <Lock aria-hidden="true" className="size-3.5" />
            internal
          </span>
        ) : null}
        <RelativeTime value={createdAt} zone={zone} className="ml-auto" />
      </p>
      <p dir="auto" className="whitespace-pre-wrap wrap-anywhere">
        {body}
      </p>
    </li>
  );
}
