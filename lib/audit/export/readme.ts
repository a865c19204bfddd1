import { packageFiles } from "../verify/manifest";

/** The README of an export package, for whoever receives it and has no account here. */
export function packageReadme(origin: string, notSearched = 0n): string {
  return `Audit package of the log ${origin}

This package can be checked offline, without an account and without trusting the sender's database.

  ${packageFiles.events}        the events, one per line, exactly the bytes that were signed (RFC 8785)
  ${packageFiles.table}           the same events as a table, written from the database's columns
  ${packageFiles.disclosures}   keys of protected fields the exporting person may read (index, path, key)
  ${packageFiles.checkpoint}           the signed checkpoint (C2SP tlog-checkpoint, signed-note)
  ${packageFiles.policy}               whose signatures count (C2SP tlog-policy); compare it with one you got elsewhere
  ${packageFiles.chain}           only where keys or logs changed: what the old keys signed about those that followed them
  evidence/            only where it was asked for: the files of the evidence that the events collected, and a list of them
  proofs/              places of the events in the log, and hash tiles up to the root (C2SP tlog-tiles)
  ${packageFiles.manifest}        every file with its SHA-256, the selection, who asked for it and when
  ${packageFiles.sums}           the same sums for: sha256sum -c ${packageFiles.sums}

To check it with the portal's source code:

  npm run verify-audit -- package.zip --policy policy.txt --checkpoint saved-earlier.txt

A policy and checkpoints you saved yourself are optional, and worth more than those in here. The check says VERIFIED, or
names the first bad index.

How to check it with other tools: the hash of a line of ${packageFiles.events} (without its newline) is SHA-256(0x00, bytes).
It stands in proofs/tile/0/… at its index. 256 hashes make a tile; inner nodes are SHA-256(0x01, left, right) (RFC 9162); the
root stands in the checkpoint, which is signed with Ed25519. An evidence file's SHA-256 stands in the line of the event that collected it
(change.after.sha256); evidence/index.ndjson names the event's index and the file. A change larger than 16 KiB stands in its line
as digest, size and names of its fields (change.sha256): the portal keeps it beside the log, and it is not in this package.
${notSearched === 0n ? "" : `\nThe filter did not look at the indexes 0–${notSearched - 1n}: they lie in archive bundles, which are packages like this one.\n`}`;
}
