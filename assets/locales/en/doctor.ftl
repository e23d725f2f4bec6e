# The self-tests: what was checked, what was seen, what mends it.

doctor-ok = ok
doctor-attention = look
doctor-failed = failed
doctor-not-applicable = not here
doctor-summary = ok: { $ok } · worth a look: { $attention } · failed: { $failed }
doctor-run = Run: { $command }
doctor-trouble = { $trouble }
doctor-no-profiles = there are no profiles yet
doctor-not-asked = { $host } could not be asked. { $reason }

doctor-name-folder = folder
doctor-name-settings = settings
doctor-name-setting = setting { $about }
doctor-name-ledger = list of profiles
doctor-name-row = row of { $about }
doctor-name-store = secret store
doctor-name-records = profiles
doctor-name-record = profile { $about }
doctor-name-locks = locks
doctor-name-lock = lock of { $about }
doctor-name-loopback = port { $about }
doctor-name-browser = browser
doctor-name-proxy = proxy
doctor-name-certificates = certificate { $about }
doctor-name-clock = clock { $about }
doctor-name-accounts = accounts
doctor-name-account = account of { $about }
doctor-name-cron = cron
doctor-name-schedule = schedule { $about }

doctor-folder-fine = { $folder }: a file was written and read back in { $ms } ms; { $count ->
    [one] { $count } entry is
   *[other] { $count } entries are
} closed to others
doctor-folder-readable = others may read { $entry } (mode { $mode }); entries open to them: { $count }
doctor-folder-writable = others may change { $entry } (mode { $mode }); entries open to them: { $count }

doctor-settings-fine = every line of { $path } is followed
doctor-settings-none = nothing is remembered yet; it would be in { $path }
doctor-settings-wrong = lines of { $path } that are not followed: { $lines }
doctor-setting-file = { $value }, from line { $line } of the settings
doctor-setting-variable = { $value }, from { $variable }
doctor-setting-overrides = { $value }, from { $variable }; the settings say { $file }, and where the variable is missing, as in cron, that holds

doctor-ledger-whole = { $profiles ->
    [one] { $profiles } profile
   *[other] { $profiles } profiles
}, { $size } KB, every page is whole, { $ms } ms
doctor-ledger-mend = Move it away: { $command }
    The tokens are not in it, and the profiles come back from the store: amokey status. Where the keychain does not tell their names, each comes back by its own: amokey refresh NAME
doctor-ledger-backup = How it was before the last upgrade is kept in { $path }

doctor-store-works = { $store }: an entry was written, read back and deleted in { $ms } ms

doctor-records-store = nothing was read: the secret store cannot be used
doctor-records-agree = { $agree } of { $of } read and the same as in the list
doctor-records-left = not read in time: { $left }
doctor-record-elsewhere = its tokens are in another store than the one in use: { $store }
doctor-record-missing = the secret store has no tokens of it
doctor-record-unlisted = in the secret store, and not on the list: { $profiles }
doctor-record-abandoned = a secret key is kept for a setup that was never finished: { $profiles }
doctor-record-differs = the list says { $column } { $row }, the secret store { $record }; differences: { $count }

doctor-home-gone = the keychain has secrets of a folder that is not there any more: { $profiles }
doctor-home-gone-mend = Bring them here, then they can be forgotten. Run: { $command }

doctor-locks-free = { $free } of { $of } free
doctor-lock-held-by = held by { $holder }
doctor-lock-held = held by another process
doctor-lock-wait = Wait until it is done.
doctor-lock-mend = Wait until it is done. If it hangs: kill { $pid }

doctor-loopback-not-ours = no redirect URI leads to this computer
doctor-loopback-works = a request to { $addresses } came back, { $ms } ms
doctor-loopback-taken-by = taken by { $holder }
doctor-loopback-taken = taken by another program
doctor-loopback-free = End that program, or set another port in the redirect URI of the integration. Who it is: { $command }
doctor-loopback-forbidden = the system does not let it be opened
doctor-loopback-higher = Set a port from 1024 up in the redirect URI of the integration.
doctor-loopback-lost = a request to { $address } did not come back: { $reason }
doctor-loopback-firewall = Let connections to 127.0.0.1 and ::1 through in the firewall or antivirus.

doctor-browser-named = BROWSER: { $program }
doctor-browser-system = the system’s own
doctor-browser-display = the system’s own, { $display }
doctor-browser-text = BROWSER is { $program }: it would write over the screen, so it is not opened
doctor-browser-missing = BROWSER is { $program }: there is no such program
doctor-browser-no-display = there is no display to open a window on
doctor-browser-no-program = nothing here opens pages
doctor-browser-by-hand = While connecting, press c to copy the link, and open it in any browser.

doctor-proxy-sandbox = not used: a sandbox is on this computer
doctor-proxy-none = none is set
doctor-proxy-excepted = NO_PROXY: { $host } is reached without one
doctor-proxy-answers = { $proxy } answers, { $ms } ms
doctor-proxy-malformed = { $variable } is no address, so no proxy is used
doctor-proxy-unsupported = { $proxy }: amokey knows http and https proxies only
doctor-proxy-silent = { $proxy } does not answer: { $reason }
doctor-proxy-timed-out = { $proxy } does not answer: no answer in time
doctor-proxy-mend = Correct the address in HTTPS_PROXY, or run: unset HTTPS_PROXY https_proxy ALL_PROXY all_proxy

doctor-certificates-sandbox = a sandbox without https shows none
doctor-certificates-believed = trusted, HTTP { $status } from { $host } in { $ms } ms
doctor-certificates-believed-own = trusted with { $file }, HTTP { $status } from { $host } in { $ms } ms
doctor-certificates-not-asked = there was no connection, so none was shown
doctor-certificates-own = Put a PEM file with your proxy’s certificate there, or run: unset SSL_CERT_FILE

doctor-clock-right = { $off } s apart from { $host }
doctor-clock-behind = this computer is behind { $host } by { $off }
doctor-clock-ahead = this computer is ahead of { $host } by { $off }
doctor-clock-no-date = { $host } answered without telling the time

doctor-accounts-not-asked = nobody was asked: mend what failed above first
doctor-account-answers = { $account } answers at { $host }
doctor-account-elsewhere = another program looks after its tokens

doctor-cron-memory = tokens are in the memory of one process: cron would have none
doctor-cron-same = { $store } and { $folder }: found as they are here
doctor-cron-needs-store = without the variables of this session the secret store cannot be used; with them it can, both were tried
doctor-cron-needs-folder = without these variables another store or folder would be used; with them it is this one, both were tried
doctor-cron-mend = amokey schedule install takes care of this. By hand, put this at the top of the table that crontab -e opens:
    { $lines }
doctor-cron-never = the secret store cannot be used, not even with the variables of this session
doctor-cron-store-first = Mend the secret store first, then run: amokey doctor
doctor-cron-not-started = amokey could not be run as cron would: { $reason }

doctor-schedule-nothing = nothing is installed for this folder
doctor-schedule-works = { $program }, started as { $with } starts it, finds the same store and folder as here
doctor-schedule-only-here = { $program }, started as { $with } starts it, cannot use the secret store, or uses another one
doctor-schedule-nowhere = { $program }, started as { $with } starts it, cannot use the secret store, and neither can this process
doctor-schedule-not-started = { $program } could not be run as { $with } runs it: { $reason }
doctor-schedule-no-daemon = it is in the crontab, but no cron runs on this machine
doctor-schedule-start = Start cron (its service is called cron or crond), or choose another way: amokey schedule install --with
