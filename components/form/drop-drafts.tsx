"use client";

import { useEffect } from "react";
import { dropAllDrafts } from "./draft-store";

/** On a page that says that this device was signed out. */
export function DropDrafts() {
  useEffect(dropAllDrafts, []);
  return null;
}
