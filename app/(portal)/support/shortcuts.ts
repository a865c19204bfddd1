/** What `?` says about the desk's keys. */
export const deskShortcuts = [
  { keys: "j", does: "Next ticket of the queue" },
  { keys: "k", does: "Previous ticket of the queue" },
  { keys: "r", does: "Reply to the customer" },
  { keys: "n", does: "Write an internal note" },
  { keys: "a", does: "Assign the ticket to me" },
];
