"use client";

import { useEffect, useSyncExternalStore } from "react";
import { type ToastMessage, toastStore } from "./toast-store";
import { useLater } from "./use-later";

const none: readonly ToastMessage[] = [];

/** Once, near the end of the body. */
export function Toaster() {
  const messages = useSyncExternalStore(toastStore.subscribe, toastStore.read, () => none);
  const [List, fetchList] = useLater(() => import("./toast-list").then((part) => part.ToastList));
  const some = messages.length > 0;
  useEffect(() => {
    if (some) fetchList();
  }, [some, fetchList]);
  return List ? <List messages={messages} /> : null;
}
