key-mark = mark
key-mark-range = mark a range
key-mark-on = mark and go on
key-mark-all = mark all listed
key-only-marked = marked only
key-log = log
key-mouse = mouse on/off
marks-count = { $count } marked
marks-hidden = { $count } not shown
marks-range = { $key } ends the range, Esc takes it back
marks-only = only these are listed, { $key } lists all
names-more = { $names } and { $count } more
bulk-refreshing = refreshing { $done } of { $all }
bulk-verifying = verifying { $done } of { $all }
bulk-forgetting = forgetting { $done } of { $all }
bulk-failing = { $count } failed
bulk-esc = Esc leaves the rest
bulk-stopping = { $count } still under way
bulk-unsaved = NOT SAVED YET: { $names }
bulk-refreshed = { $count } refreshed
bulk-verified = { $count ->
    [one] { $count } works
   *[other] { $count } work
}
bulk-exported = { $count ->
    [one] { $count } command copied
   *[other] { $count } commands copied
}
bulk-forgotten = { $count } forgotten
bulk-failed = { $count } failed: { $names }
bulk-given-up = { $count } not begun
bulk-nothing-to-refresh = { $count } with nothing to refresh
bulk-without-token = { $count } without a token
bulk-show = { $key } lists them
ask-forget-marked = Forget { $count ->
    [one] { $count } profile
   *[other] { $count } profiles
}: { $names }? Their tokens are deleted from here. The integrations stay.
log-title = What happened
log-newest = { $count ->
    [one] the newest line
   *[other] the newest { $count } lines
}
log-part = { $shown } of the newest { $count } lines
log-nothing = Nothing has happened yet.
log-nothing-listed = Nothing about the profiles that are listed.
log-unread = What happened could not be read
