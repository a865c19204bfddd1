import type { Tone } from "./tone";

export type ToastMessage = { id: number; tone: Tone; text: string };

let messages: readonly ToastMessage[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly ToastMessage[]) {
  messages = next;
  for (const listener of listeners) listener();
}

/** Only for what just happened by your hand; what is to be acted on is a notification or a banner. */
export const toast = {
  success: (text: string) => add("success", text),
  info: (text: string) => add("info", text),
  error: (text: string) => add("danger", text),
};

function add(tone: Tone, text: string) {
  publish([...messages.slice(-2), { id: nextId++, tone, text }]);
}

export const toastStore = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  read: () => messages,
  dismiss: (id: number) => publish(messages.filter((message) => message.id !== id)),
};
