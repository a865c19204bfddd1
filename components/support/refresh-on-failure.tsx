"use client";

import { useRouter } from "next/navigation";
import { useContext, useEffect } from "react";
import { FormContext } from "../form/form-context";

/** Inside a form: after a refusal the page is read again, so that what changed is on it and the next try knows (S20). */
export function RefreshOnFailure() {
  const { values, lost } = useContext(FormContext);
  const router = useRouter();
  useEffect(() => {
    if (values !== undefined && !lost) router.refresh();
  }, [values, lost, router]);
  return null;
}
