"use client";

import { X } from "lucide-react";
import { Toast as Primitive } from "radix-ui";
import { buttonVariants } from "./button-variants";
import { cn } from "./cn";
import { type ToastMessage, toastStore } from "./toast-store";
import { toneText } from "./tone";
import { ToneIcon } from "./tone-icon";

/** Fetched with the first message. Radix rather than a library that adds `<style>` tags, which the nonce policy refuses. */
export function ToastList({ messages }: { messages: readonly ToastMessage[] }) {
  return (
    <Primitive.Provider duration={6000} label="Notification">
      {messages.map((message) => (
        <Primitive.Root
          key={message.id}
          data-slot="toast"
          type="foreground"
          onOpenChange={(open) => {
            if (!open) toastStore.dismiss(message.id);
          }}
          className="flex animate-rise-in items-start gap-3 rounded-lg border border-border bg-popover py-2 pr-2 pl-4 text-popover-foreground shadow-float"
        >
          <ToneIcon tone={message.tone} className={cn("mt-2", toneText[message.tone])} />
          <Primitive.Title className="min-w-0 flex-1 py-1.5">{message.text}</Primitive.Title>
          <Primitive.Close aria-label="Dismiss" className={buttonVariants({ variant: "ghost", size: "icon-sm" })}>
            <X aria-hidden="true" />
          </Primitive.Close>
        </Primitive.Root>
      ))}
      <Primitive.Viewport className="fixed right-4 bottom-4 z-[70] flex w-96 max-w-[calc(100vw-2rem)] flex-col gap-2 outline-none" />
    </Primitive.Provider>
  );
}
